using CsCheck;
using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Contributions.Tests.Samples;

namespace Ledger.Contributions.Tests.Secrecy;

/// <summary>Access for a time, holds, and erasure of a key.</summary>
public sealed class SecretSubjectTests
{
    public static readonly Guid Key = Guid.Parse("0198f000-0000-5000-8000-00000000e001");
    private static readonly Text Why = new("Valuation", "估值");
    private static readonly Actor Regulator = new("zhou", "REG");
    private static readonly Actor Reader = new("wu", "VAL");
    private static readonly DateTimeOffset Until = At.AddDays(30);
    private static readonly MarkedField Formula = new("attributes.formula", SecrecyTier.Sealed, "d1", "asset-1", Key);
    private static readonly SubjectKeyMade Made = new("E1", "asset-1", SubjectKind.Asset, Lin, At);
    private static readonly AccessGranted Granted = new(Id, ["attributes.formula"], "VAL", Until, Why, Lin, At);
    private static readonly AccessRevoked Revoked = new(Id, "VAL", Why, Lin, At.AddDays(1));
    private static readonly KeyHoldPlaced Held = new("case-9", Why, Regulator, At);
    private static readonly SubjectKeyShredded Shredded = new(new("Request of the person", "本人请求"), Lin, At.AddDays(2));

    [Fact]
    public void The_owner_grants_access_until_a_day() => Given(Made).When(Grant()).Then(Granted);

    [Theory]
    [InlineData("other", "secrecy.subject-unknown", null)]
    [InlineData("own", "secrecy.reader-is-owner", "reader")]
    [InlineData("past", "secrecy.access-ends-in-past", "until")]
    [InlineData("long", "secrecy.access-too-long", "until")]
    [InlineData("none", "input.empty", "fields")]
    [InlineData("field", "secrecy.field-not-of-subject", "fields[0]")]
    [InlineData("blank", "input.blank", "reason.en")]
    [InlineData("reader", "input.not-an-identifier", "reader")]
    [InlineData("many", "input.too-many", "fields")]
    public void A_grant_that_breaks_a_rule_is_refused(string what, string code, string? field)
    {
        var right = Command();
        var command = what switch
        {
            "other" => right with { By = Chen },
            "own" => right with { Reader = "E1" },
            "past" => right with { Until = At },
            "long" => right with { Until = At.AddDays(ContributionLimits.AccessDays).AddSeconds(1) },
            "none" => right with { Fields = [] },
            "field" => right with { Fields = ["title"] },
            "blank" => right with { Reason = new(" ", "x") },
            "reader" => right with { Reader = "no id!" },
            _ => right with { Fields = [.. Enumerable.Repeat("attributes.formula", ContributionLimits.MarkedFields + 1)] },
        };
        var decision = SecretSubjectDecider.Decide(Given(Made).State, command);
        Assert.Equal((code, field), (decision.Rejection!.Code, decision.Rejection.Field));
    }

    [Fact]
    public void Lists_of_a_subject_are_bounded()
    {
        var granted = Given(Made).State with { Grants = [.. Enumerable.Repeat(new Grant(Id, ["x"], "VAL", Until, At), ContributionLimits.GrantsPerSubject)] };
        Assert.Equal("input.too-many", SecretSubjectDecider.Decide(granted, Command()).Rejection!.Code);
        var held = Given([Made, .. Enumerable.Range(0, ContributionLimits.HoldsPerSubject).Select(i => Held with { Case = $"c{i}" })]).State;
        Assert.Equal("input.too-many", SecretSubjectDecider.Decide(held, Hold(Regulator, true)).Rejection!.Code);
    }

    [Fact]
    public void Access_ends_by_time_and_by_revocation_and_comes_back_by_a_new_grant()
    {
        Assert.Equal((OpeningBasis.Grant, Until), Access(Reader, At.AddDays(29), Made, Granted));
        Assert.Equal("secrecy.access-expired", Refusal(Reader, Until, Made, Granted));
        Assert.Equal("secrecy.access-revoked", Refusal(Reader, At.AddDays(2), Made, Granted, Revoked));
        Assert.Equal((OpeningBasis.Grant, Until), Access(Reader, At.AddDays(3), Made, Granted, Revoked, Granted with { At = At.AddDays(2) }));
        Assert.Equal("secrecy.unknown", Refusal(new("x", "S"), At, Made, Granted));
        Assert.Equal("secrecy.unknown", Refusal(new("x", "S"), At, Made, Granted, Shredded));
        Assert.Equal("secrecy.erased", Refusal(Reader, At.AddDays(3), Made, Granted, Shredded));
        Assert.Equal("secrecy.erased", Refusal(Lin, At.AddDays(3), Made, Granted, Shredded));
        Assert.Equal((OpeningBasis.Owner, null), Access(Lin, At.AddYears(9), Made));
        // A grant for one field or one contribution opens no other.
        Assert.Equal("secrecy.unknown", Refusal(Reader, At, Made, Granted with { Fields = ["title"] }));
        Assert.Equal("secrecy.unknown", Refusal(Reader, At, Made, Granted with { Contribution = Key }));
    }

    [Fact]
    public void Who_was_named_reads_until_it_is_taken_back()
    {
        var named = Formula with { Tier = SecrecyTier.Named, Readers = ["VAL"] };
        Assert.Equal(OpeningBasis.Named, SecretAccess.Of(named, Id, Given(Made).State, Reader, At.AddYears(9)).Basis);
        var revoked = Given(Made).When(state => SecretSubjectDecider.Decide(state, new RevokeAccess(Id, "VAL", Why, [named], Lin, At.AddDays(1)))).Then(Revoked).ThenAgainNothing().After;
        Assert.Equal("secrecy.access-revoked", SecretAccess.Of(named, Id, revoked, Reader, At.AddDays(2)).Refusal!.Code);
    }

    [Fact]
    public void Only_what_was_given_can_be_taken_back()
    {
        Given(Made, Granted).When(Revoke("VAL", Lin)).Then(Revoked).ThenAgainNothing();
        Given(Made, Granted).When(Revoke("S", Lin)).ThenRejected<NothingToRevoke>("secrecy.nothing-to-revoke", "reader");
        Given(Made, Granted).When(Revoke("VAL", Chen)).ThenRejected<SubjectUnknown>("secrecy.subject-unknown");
    }

    [Fact]
    public void Under_a_hold_nothing_is_erased_and_only_who_placed_it_lifts_it()
    {
        Given(Made).When(state => SecretSubjectDecider.Decide(state, Hold(Regulator, true))).Then(Held).ThenAgainNothing();
        Given(Made).When(state => SecretSubjectDecider.Decide(state, Hold(Chen, false))).ThenRejected<SubjectUnknown>();
        Given(Made, Held).When(state => SecretSubjectDecider.Decide(state, Hold(Lin, false))).ThenRejected<KeyHoldExists>("secrecy.hold-exists", "case");
        var refused = Given(Made, Held).When(Shred(Lin)).ThenRejected<KeyUnderHold>("secrecy.under-legal-hold");
        Assert.Equal(Why, refused.Ground);
        Given(Made, Held).When(Lift(Lin)).ThenRejected<KeyHoldOfAnother>("secrecy.hold-of-another");
        Given(Made, Held).When(Lift(Chen)).ThenRejected<SubjectUnknown>();
        Given(Made).When(Lift(Regulator)).ThenRejected<SubjectUnknown>();
        var lifted = Given(Made, Held).When(Lift(Regulator)).After;
        Assert.Null(SecretSubjectDecider.Decide(lifted, new ShredKey(Why, Lin, At)).Rejection);
    }

    [Fact]
    public void An_erased_key_stays_erased()
    {
        Given(Made, Granted).When(Shred(Lin)).Then(Shredded).ThenAgainNothing();
        Given(Made).When(Shred(Chen)).ThenRejected<SubjectUnknown>();
        Given(Made, Shredded).When(Grant()).ThenRejected<SubjectErased>("secrecy.erased");
        Given(Made, Shredded).When(state => SecretSubjectDecider.Decide(state, Hold(Regulator, true))).ThenRejected<SubjectErased>("secrecy.erased");
    }

    [Fact]
    public void A_random_life_matches_its_model() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 2]).Array[0, 30].Sample(steps =>
        {
            Actor[] people = [Lin, Regulator, Chen];
            var state = Given(Made).State;
            var (erased, holder, granted) = (false, (string?)null, false);
            foreach (var (step, who) in steps)
            {
                var by = people[who];
                var own = by.Organisation == "E1";
                var overseer = by.Organisation == "REG";
                var (decision, accepted) = step switch
                {
                    0 => (SecretSubjectDecider.Decide(state, Command() with { By = by }), own && !erased),
                    1 => (SecretSubjectDecider.Decide(state, new RevokeAccess(Id, "VAL", Why, [Formula], by, At)), own && state.Grants.Count > 0),
                    2 or 3 => (SecretSubjectDecider.Decide(state, Hold(by, overseer)), (own || overseer) && !erased && (holder is null || holder == by.Organisation)),
                    4 => (SecretSubjectDecider.Decide(state, new LiftKeyHold("case-9", Why, by, At)), holder is not null && holder == by.Organisation),
                    _ => (SecretSubjectDecider.Decide(state, new ShredKey(Why, by, At)), own && (erased || holder is null)),
                };
                if (decision.Rejection is null != accepted) return false;
                if (!accepted) continue;
                state = decision.Facts.Aggregate(state, SecretSubjectDecider.Evolve);
                (granted, holder, erased) = step switch
                {
                    0 => (true, holder, erased), 1 => (false, holder, erased), 2 or 3 => (granted, by.Organisation, erased),
                    4 => (granted, null, erased), _ => (granted, holder, true),
                };
                var open = SecretAccess.Of(Formula, Id, state, Reader, At.AddHours(1)).Basis is not null;
                if (open != (granted && !erased) || state.Holds.Count != (holder is null ? 0 : 1)) return false;
            }

            return true;
        });

    [Fact]
    public void Every_fact_can_be_stored()
    {
        foreach (var endures in new Action[]
        {
            () => StoredFacts.Endures(Made), () => StoredFacts.Endures(Granted), () => StoredFacts.Endures(Revoked), () => StoredFacts.Endures(Held),
            () => StoredFacts.Endures(new KeyHoldLifted("case-9", Why, Regulator, At)), () => StoredFacts.Endures(Shredded),
            () => StoredFacts.Endures(new SecretsOpened(Id, [new OpenedField("title", "d0", OpeningBasis.Grant, Until)], "because", Reader, At)),
            () => StoredFacts.Endures(new DocumentMarked(new string('1', 64), Id, "evidence.a")),
            () => StoredFacts.Endures(Given(Made, Granted, Revoked, Held, Shredded).State),
        }) endures();
    }

    private static GrantAccess Command() => new(Id, ["attributes.formula"], "VAL", Until, Why, [Formula], Lin, At);

    private static Func<SecretSubject, Decision> Grant() => state => SecretSubjectDecider.Decide(state, Command());

    private static Func<SecretSubject, Decision> Revoke(string reader, Actor by) =>
        state => SecretSubjectDecider.Decide(state, new RevokeAccess(Id, reader, Why, [Formula], by, At.AddDays(1)));

    private static Func<SecretSubject, Decision> Shred(Actor by) => state => SecretSubjectDecider.Decide(state, new ShredKey(Shredded.Ground, by, Shredded.At));

    private static Func<SecretSubject, Decision> Lift(Actor by) => state => SecretSubjectDecider.Decide(state, new LiftKeyHold("case-9", Why, by, At));

    private static PlaceKeyHold Hold(Actor by, bool oversees) => new("case-9", Why, oversees, by, At);

    private static (OpeningBasis?, DateTimeOffset?) Access(Actor by, DateTimeOffset at, params object[] facts)
    {
        var access = SecretAccess.Of(Formula, Id, Given(facts).State, by, at);
        return (access.Basis, access.Until);
    }

    private static string Refusal(Actor by, DateTimeOffset at, params object[] facts) => SecretAccess.Of(Formula, Id, Given(facts).State, by, at).Refusal!.Code;

    private static Given<SecretSubject> Given(params object[] facts) => GivenWhenThen.Given(SecretSubject.None(Key), SecretSubjectDecider.Evolve, facts);
}
