using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Agreements.Tests.Samples;

namespace Ledger.Agreements.Tests;

/// <summary>Once the consortium is founded, only members are parties and only their signatories sign. The sample is proposed and signed on 2025-01-02.</summary>
public sealed class RegisterBindingTests
{
    private static readonly ConsortiumRegister Everybody = RegisterSamples.Of("S", "E1", "E2", "G");
    private static readonly PartyEntry E2 = new("E2", new Text("Parts", "零件厂"), PartyType.Enterprise);

    [Fact]
    public void A_consortium_without_a_register_binds_nothing() => Given(Drafted).When(Propose()).Then(Proposed);

    [Fact]
    public void Members_are_parties() => Given(Drafted).When(Propose(In(Everybody))).Then(Proposed);

    [Fact]
    public void Who_has_not_acceded_is_named() => Assert.Equal("E2", Given(Drafted).When(Propose(In(RegisterSamples.Of("S", "E1", "G"))))
        .ThenRejected<PartyNotAcceded>("agreement.party-not-acceded", "document.parties[2].id").Party);

    // E2 joins the sample on 2025-02-01; the others have to be members from its first day on.
    [Theory]
    [InlineData("2025-02-01", true)]
    [InlineData("2025-02-02", false)]
    public void A_party_that_joins_later_is_a_member_from_then_on(string acceded, bool allowed)
    {
        var register = RegisterSamples.Of("S", "E1", "G").And(new PartyAcceded(E2, DateOnly.Parse(acceded), Administrator, At));
        var when = Given(Drafted).When(Propose(In(register)));
        if (allowed) when.Then(Proposed);
        else when.ThenRejected<PartyNotAcceded>("agreement.party-not-acceded");
    }

    [Theory]
    [InlineData("2024-12-31", false)]
    [InlineData("2025-01-01", true)]
    public void Who_has_left_by_the_first_day_is_named(string lastDay, bool allowed)
    {
        var register = Everybody.And(new PartyWithdrawalNoticed("G", RegisterSamples.Founding, DateOnly.Parse(lastDay), "Moves.", Of("G"), At));
        var when = Given(Drafted).When(Propose(In(register)));
        if (allowed) when.Then(Proposed);
        else Assert.Equal("G", when.ThenRejected<PartyHasLeft>("agreement.party-left", "document.parties[3].id").Party);
    }

    [Fact]
    public void Who_was_excluded_is_no_member_from_that_day_on()
    {
        var register = Everybody.And(Noticed("2024-12-01"), new DefaultRemedied("G", 1, Remedy.Exclusion, new DateOnly(2024, 12, 5), "Agreed.", Of("S"), At));
        Assert.True(register.Member("G")!.IsMember(new DateOnly(2024, 12, 4)));
        Assert.Equal(new DateOnly(2024, 12, 4), Given(Drafted).When(Propose(In(register))).ThenRejected<PartyHasLeft>("agreement.party-left").LastDay);
    }

    // DESCA: a party is in default when its time to cure is over. Proposed on 2025-01-02.
    [Theory]
    [InlineData("2025-01-02", true)]
    [InlineData("2025-01-01", false)]
    public void Nobody_signs_with_a_party_in_default_before_a_remedy_is_chosen(string cureBy, bool allowed)
    {
        var when = Given(Drafted).When(Propose(In(Everybody.And(Noticed(cureBy)))));
        if (allowed) when.Then(Proposed);
        else Assert.Equal("G", when.ThenRejected<PartyInDefault>("agreement.party-in-default", "document.parties[3].id").Party);
        Given(Drafted).When(Propose(In(Everybody.And(
            Noticed("2024-12-01"), new DefaultRemedied("G", 1, Remedy.Damages, new DateOnly(2024, 12, 5), "Agreed.", Of("S"), At))))).Then(Proposed);
    }

    [Fact]
    public void A_party_carries_the_identifier_it_is_registered_with()
    {
        var document = TaihuAgreement.Json(("\"id\":\"E1\",", "\"id\":\"E1\",\"uscc\":\"91350100M000100Y43\","));
        var read = AgreementDocument.Parse(document).Value!;
        var drafted = Drafted with { Document = document, DocumentHash = read.DocumentHash };
        var register = RegisterSamples.Of("S", "E2", "G").And(
            new PartyAcceded(new PartyEntry("E1", new Text("B", "机"), PartyType.Enterprise, Uscc: "911100001000013428"), RegisterSamples.Founding, Administrator, At));
        Given(drafted).When(Propose(In(register))).ThenRejected<PartyDiffers>("agreement.party-differs", "document.parties[1].uscc");
    }

    [Fact]
    public void Who_left_between_proposal_and_last_signature_stops_it()
    {
        var left = Everybody.And(new PartyWithdrawalNoticed("G", RegisterSamples.Founding, new DateOnly(2024, 12, 31), "Moves.", Of("G"), At));
        Given(Drafted, Proposed, SignedBy("S"), SignedBy("E1"), SignedBy("G")).When(Sign("E2", around: In(left))).ThenRejected<PartyHasLeft>("agreement.party-left");
    }

    [Fact]
    public void A_signatory_of_the_party_signs() => Given(Drafted, Proposed).When(Sign("S", around: In(Everybody))).Then(SignedBy("S")).ThenAgainNothing();

    [Theory]
    [InlineData("signatory", "2025-01-03", null)]
    [InlineData("signatory", "2024-01-01", "2025-01-01")]
    [InlineData("secretary", "2024-01-01", null)]
    public void Who_holds_no_signing_role_that_day_does_not_sign(string role, string from, string? lastDay)
    {
        var register = RegisterSamples.Of("E1", "E2", "G").And(
            new PartyAcceded(new PartyEntry("S", new Text("S", "S"), PartyType.PublicSchool), RegisterSamples.Founding, Administrator, At),
            new PersonAppointed(Of("S").Person, "S", role, DateOnly.Parse(from), Administrator, At));
        if (lastDay is not null) register = register.And(new PersonReleased(Of("S").Person, "S", role, DateOnly.Parse(lastDay), Administrator, At));
        var refused = Given(Drafted, Proposed).When(Sign("S", around: In(register))).ThenRejected<SignerNotAppointed>("agreement.signer-not-appointed");
        Assert.Equal((Of("S").Person, "S", new DateOnly(2025, 1, 2)), (refused.Person, refused.Party, refused.Day));
    }

    // E2 accedes on 2025-02-01 and signs a month before: its signatory holds the role from that day on.
    [Fact]
    public void Who_joins_later_signs_before_it_is_a_member()
    {
        var joins = new DateOnly(2025, 2, 1);
        var register = RegisterSamples.Of("S", "E1", "G").And(new PartyAcceded(E2, joins, Administrator, At));
        Given(Drafted, Proposed).When(Sign("E2", around: In(register))).ThenRejected<SignerNotAppointed>();
        Given(Drafted, Proposed).When(Sign("E2", around: In(register.And(new PersonAppointed(Of("E2").Person, "E2", "signatory", joins, Administrator, At)))))
            .Then(SignedBy("E2"));
    }

    [Fact]
    public void Who_is_no_member_signs_nothing()
    {
        Given(Drafted, Proposed).When(Sign("S", around: In(RegisterSamples.Of("E1", "E2", "G")))).ThenRejected<PartyNotAcceded>("agreement.party-not-acceded");
        var left = Everybody.And(new PartyWithdrawalNoticed("S", RegisterSamples.Founding, new DateOnly(2025, 1, 1), "Moves.", Of("S"), At));
        Given(Drafted, Proposed).When(Sign("S", around: In(left))).ThenRejected<PartyHasLeft>("agreement.party-left");
    }

    private static DefaultNoticed Noticed(string cureBy) => new(
        "G", 1, "Nothing paid.", new DateOnly(2024, 11, 1), DateOnly.Parse(cureBy), Administrator, At);

    private static AgreementSurroundings In(ConsortiumRegister register) => new([], null, Slot, register);
}
