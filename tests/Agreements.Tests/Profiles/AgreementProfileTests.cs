using System.Text.Json;
using Ledger.Agreements.Domain;
using Ledger.Agreements.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using static Ledger.Agreements.Tests.Samples;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Agreements.Tests;

/// <summary>An agreement under the profile that it names.</summary>
public sealed class AgreementProfileTests
{
    private static readonly Period Term = new(new DateOnly(2025, 1, 1), new DateOnly(2030, 12, 31));
    private static readonly JsonElement Document = Files.Complete(("\"supersedes\": 1,", ""));

    [Fact]
    public void An_agreement_that_names_no_profile_is_free_of_any() => Given(Drafted).When(Propose()).Then<AgreementProposed>(_ => { });

    [Fact]
    public void An_agreement_within_its_profile_is_proposed() => GivenDraft(Document).When(Propose(Under(Authority.National()))).Then<AgreementProposed>(_ => { });

    [Fact]
    public void A_profile_that_is_not_adopted_is_refused() =>
        GivenDraft(Document).When(Propose()).ThenRejected<ProfileUnknown>("profile.unknown", "document.regionProfile");

    [Fact]
    public void A_profile_that_does_not_rule_on_the_first_day_is_refused()
    {
        var past = Under(Authority.National(), new Period(Term.From, new DateOnly(2026, 12, 31)));
        GivenDraft(Document).When(Propose(past)).ThenRejected<ProfileNotInForce>("profile.not-in-force", "document.regionProfile");
        GivenDraft(Document).When(Propose(Under(Authority.National(), new Period(Term.From, new DateOnly(2027, 1, 1))))).Then<AgreementProposed>(_ => { });
    }

    [Theory]
    [InlineData("values/valuation.minEvidence.donated-equipment/value", "4", "valuation.minEvidence.donated-equipment", "document.valuation.kinds.donated-equipment.minEvidence")]
    [InlineData("values/retentionYears.ledger/value", "31", "retentionYears.ledger", "document.retention.ledger")]
    [InlineData("values/roundingMode/value", "\"down\"", "roundingMode", "document.benefit.rounding")]
    public void An_agreement_that_breaks_its_profile_is_refused_with_the_key(string path, string value, string key, string field)
    {
        var refused = GivenDraft(Document).When(Propose(Under(Authority.National((path, value))))).ThenRejected<AgreementAgainstProfile>("agreement.against-profile", field);
        Assert.Equal(key, refused.Finding.Key);
        Assert.StartsWith(key, refused.Message.En, StringComparison.Ordinal);
        Assert.StartsWith(key, refused.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void A_public_party_without_a_cap_is_refused_and_the_mark_of_the_rule_said()
    {
        var open = Files.Complete(("\"supersedes\": 1,", ""), (", \"S\": \"50000.00\"", ""));
        var refused = GivenDraft(open).When(Propose(Under(Authority.National()))).ThenRejected<AgreementAgainstProfile>("agreement.against-profile", "document.risk.allocation.caps");
        Assert.EndsWith("The agreement says S. (Source of the rule: from-memory.)", refused.Message.En, StringComparison.Ordinal);
    }

    // A successor that came between proposal and last signature does not matter, nor one that comes later: the fact holds the old one.
    [Fact]
    public void The_activation_holds_the_profile_as_it_ruled_and_tells_it()
    {
        var state = Folded(Document, AgreementStage.Proposed) with { Signatures = [.. Parties[..3].Select(party => new Signature(party, Of(party), At))] };
        var late = Under(Authority.National(), new Period(Term.From, new DateOnly(2025, 12, 31)));
        var decision = Sign("G", around: late)(state);
        var activated = Assert.Single(decision.Facts.OfType<AgreementActivated>());
        Assert.Equal(new RegionProfileReference("cn", 1), activated.Profile!.Reference);
        StoredFacts.Endures(activated);
        Assert.Equal(3, decision.Facts.Aggregate(state, AgreementDecider.Evolve).Profile!.MinEvidence(ContributionKind.DonatedEquipment));

        var map = new OutgoingMap();
        Outgoing.Map(map);
        var told = Assert.IsType<V1.AgreementActivated>(map.Apply(activated, new FactContext("taihu", Id, 7, At)));
        var heard = told.RegionProfile!.Value.Deserialize<EffectiveProfile>(FactJson.Facts)!;
        Assert.Equal((new RegionProfileReference("cn", 1), 3, "∞"), (heard.Reference, heard.MinEvidence(ContributionKind.DonatedEquipment), heard.Values["taxCredit.carryForwardYears"].Shown));
        Assert.Equal(SourceMark.Found, heard.Values["taxCredit.rate"].Mark);
    }

    [Fact]
    public void A_profile_that_vanished_stops_the_last_signature()
    {
        var state = Folded(Document, AgreementStage.Proposed) with { Signatures = [.. Parties[..3].Select(party => new Signature(party, Of(party), At))] };
        Assert.Equal("profile.unknown", Sign("G")(state).Rejection!.Code);
    }

    // Written before agreements carried profiles.
    [Fact]
    public void An_old_activation_reads_without_profile()
    {
        var old = JsonSerializer.SerializeToElement(Activated, FactJson.Facts);
        Assert.False(old.TryGetProperty("profile", out _));
        Assert.Null(old.Deserialize<AgreementActivated>(FactJson.Facts)!.Profile);
    }

    private static AgreementSurroundings Under(EffectiveProfile profile, Period? rules = null) => Alone with { Profile = new NamedProfile(profile, rules ?? Term) };

    private static Given<Agreement> GivenDraft(JsonElement document) => Given() with { State = Folded(document, AgreementStage.Draft) };
}
