using System.Text.Json;
using CsCheck;
using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Agreements.Tests.Samples;

namespace Ledger.Agreements.Tests;

/// <summary>Whose signatures carry an amendment. The sample's four parties agreed on three quarters unless a test says otherwise.</summary>
public sealed class AmendmentTests
{
    private const string Window = "\"dispute\":{\"objectionWindow\":\"P10D\"}";
    private const string Park = """{"id":"G","name":{"en":"Park committee","zh":"园区管委会"},"type":"park"}""";
    private const string Newcomer = """{"id":"N","name":{"en":"Newcomer","zh":"新成员"},"type":"enterprise"}""";

    [Fact]
    public void Three_of_four_carry_what_three_quarters_agreed_on() => Amending(Ruled("3/4"), Amendment())
        .Signed("S", "E1").WhenSigned("E2").ThenState(state => Assert.Equal(AgreementStage.Active, state.Stage));

    [Fact]
    public void Two_of_four_do_not() => Amending(Ruled("3/4"), Amendment())
        .Signed("S").WhenSigned("E1").ThenState(state => Assert.Equal(AgreementStage.Proposed, state.Stage));

    [Fact]
    public void Without_a_majority_every_party_signs()
    {
        Amending(Ruled(null), Amendment()).Signed("S", "E1").WhenSigned("E2").ThenState(state => Assert.Equal(AgreementStage.Proposed, state.Stage));
        Amending(Ruled(null), Amendment()).Signed("S", "E1", "E2").WhenSigned("G").ThenState(state => Assert.Equal(AgreementStage.Active, state.Stage));
    }

    [Fact]
    public void Who_holds_a_veto_must_sign()
    {
        var given = Amending(Ruled("3/4", veto: ["G"]), Amendment()).Signed("S", "E1", "E2");
        Assert.Equal(AgreementStage.Proposed, given.State.Stage);
        var refused = given.WhenActivated().ThenRejected<VetoNotSigned>("agreement.veto-not-signed");
        Assert.Equal(["G"], refused.Parties);
        given.WhenSigned("G").ThenState(state => Assert.Equal(AgreementStage.Active, state.Stage));
    }

    [Fact]
    public void Quorum_and_majority_of_the_decision_tighten_what_was_agreed() => Amending(Ruled("2/3", quorum: "1"), Amendment())
        .Signed("S", "E1", "E2").WhenActivated().ThenRejected<MajorityNotReached>("agreement.majority-not-reached");

    [Fact]
    public void A_new_party_must_sign_whatever_the_majority()
    {
        var given = Amending(Ruled("3/4"), Amendment((Park, $"{Park},{Newcomer}"))).Signed("S", "E1", "E2", "G");
        Assert.Equal(["N"], given.WhenActivated().ThenRejected<SignatureMissing>("agreement.signature-missing").Parties);
        given.WhenSigned("N").ThenState(state => Assert.Equal(AgreementStage.Active, state.Stage));
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        var refused = Amending(Ruled("3/4"), Amendment()).Signed("S", "E1").WhenActivated().ThenRejected<MajorityNotReached>("agreement.majority-not-reached");
        Assert.Equal((2, 3, 4), (refused.Signed, refused.Needed, refused.Of));
        Given(Drafted, Proposed, SignedBy("S")).When(Activated(Alone))
            .ThenRejected<SignatureMissing>("agreement.signature-missing");
        Given().When(Activated(Alone)).ThenRejected<AgreementUnknown>();
        Given(Drafted).When(Activated(Alone)).ThenRejected<AgreementNotProposed>();
        Given([Drafted, Proposed, .. Parties.Select(SignedBy), Samples.Activated]).When(Activated(Alone)).ThenNothing();
    }

    [Fact]
    public void Whom_the_majority_bound_may_still_sign()
    {
        var given = Amending(Ruled("3/4"), Amendment()).Signed("S", "E1", "E2");
        given.WhenSigned("G").Then<AgreementSigned>(signed => Assert.Equal("G", signed.Party)).ThenState(state => Assert.Equal(AgreementStage.Active, state.Stage));
    }

    [Fact]
    public void Who_is_left_out_but_still_a_member_must_sign()
    {
        var register = RegisterSamples.Of("S", "E1", "E2", "G");
        var given = Amending(Ruled("3/4"), Amendment(($",\n    {Park}", "")), register).Signed("S", "E1", "E2");
        Assert.Equal(["G"], given.WhenActivated().ThenRejected<SignatureMissing>().Parties);
        given.WhenSigned("G").ThenState(state => Assert.Equal(AgreementStage.Active, state.Stage));
    }

    [Fact]
    public void Who_has_left_and_whose_vote_is_suspended_is_not_counted()
    {
        var left = RegisterSamples.Of("S", "E1", "E2", "G").And(new PartyWithdrawalNoticed("G", new DateOnly(2024, 1, 2), new DateOnly(2025, 1, 1), "Moves.", Of("G"), At));
        Amending(Ruled(null), Amendment(($",\n    {Park}", "")), left).Signed("S", "E1").WhenSigned("E2")
            .ThenState(state => Assert.Equal(AgreementStage.Active, state.Stage));
        var suspended = RegisterSamples.Of("S", "E1", "E2", "G").And(
            new DefaultNoticed("G", 1, "Nothing paid.", new DateOnly(2024, 1, 2), new DateOnly(2024, 2, 1), Administrator, At),
            new DefaultRemedied("G", 1, Remedy.VoteSuspension, new DateOnly(2024, 2, 2), "Agreed.", Of("S"), At));
        Amending(Ruled(null), Amendment(), suspended).Signed("S", "E1").WhenSigned("E2").ThenState(state => Assert.Equal(AgreementStage.Active, state.Stage));
    }

    private static readonly Gen<(string? Majority, int Veto, bool Joins, int[] Order)> Cases = Gen.Select(
        Gen.OneOfConst<string?>(null, "51/100", "2/3", "3/4", "1"), Gen.Int[0, 15], Gen.Bool, Gen.Int[0, 4].Array[0, 12]);

    // A naive model: counting on fingers, with whole numbers. Active exactly when the newcomer, every veto holder and enough of the four signed.
    [Fact]
    public void Whatever_the_order_of_signatures_an_amendment_becomes_active_when_the_model_says() => Cases.Sample(test =>
    {
        string[] people = ["S", "E1", "E2", "G", "N"];
        var veto = Parties.Where((_, i) => (test.Veto & (1 << i)) != 0).ToArray();
        var given = Amending(Ruled(test.Majority, veto: veto), test.Joins ? Amendment((Park, $"{Park},{Newcomer}")) : Amendment());
        var state = given.State;
        var signed = new HashSet<string>();
        var (top, bottom) = test.Majority switch { null or "1" => (1, 1), "51/100" => (51, 100), "2/3" => (2, 3), _ => (3, 4) };
        var active = false;
        foreach (var party in test.Order.Select(i => people[i]))
        {
            var decision = Sign(party, around: given.Around)(state);
            if (party == "N" && !test.Joins)
            {
                Assert.Equal("agreement.signer-not-party", decision.Rejection!.Code);
                continue;
            }

            Assert.Null(decision.Rejection);
            signed.Add(party);
            active |= (!test.Joins || signed.Contains("N")) && veto.All(signed.Contains) && signed.Count(party => party != "N") * bottom >= top * 4;
            state = decision.Facts.Aggregate(state, AgreementDecider.Evolve);
            Assert.Equal(active ? AgreementStage.Active : AgreementStage.Proposed, state.Stage);
            Assert.True(signed.SetEquals(state.Signatures.Select(signature => signature.Party)));
        }
    }, iter: 300);

    private static Agreement Ruled(string? majority, string? quorum = null, params string[] veto)
    {
        var ruled = veto.Length == 0 && quorum is null
            ? ""
            : $$""","responsibilities":[{"decision":"amendment","responsible":["S"],"accountable":"S"{{(quorum is null ? "" : $",\"quorum\":\"{quorum}\"")}},"veto":{{JsonSerializer.Serialize(veto)}}}]""";
        var amendments = majority is null ? "" : $$""","amendments":{"majority":"{{majority}}"}""";
        return Folded(TaihuAgreement.Json((Window, $"{Window}{amendments}{ruled}"), (",\"accededOn\":\"2025-02-01\"", "")), AgreementStage.Active);
    }

    private static JsonElement Amendment(params (string Old, string New)[] changes) => TaihuAgreement.Json([
        ("\"version\":1", "\"version\":2,\"supersedes\":1"), ("\"from\":\"2025-01-01\"", "\"from\":\"2026-01-01\""), (",\"accededOn\":\"2025-02-01\"", ""), .. changes,
    ]);

    private static Amended Amending(Agreement ruling, JsonElement document, ConsortiumRegister? register = null) => new(
        Folded(document, AgreementStage.Proposed), new AgreementSurroundings([ruling], null, Slot, register));

    private static Func<Agreement, Decision> Activated(AgreementSurroundings around) =>
        state => AgreementDecider.Decide(state, new ActivateAgreement(around, At));

    /// <summary>A proposed amendment with what it meets.</summary>
    private sealed record Amended(Agreement State, AgreementSurroundings Around)
    {
        public Amended Signed(params string[] parties) => this with
        {
            State = parties.Aggregate(State, (state, party) =>
            {
                var decision = Sign(party, around: Around)(state);
                Assert.True(decision.Rejection is null, decision.Rejection?.Message.En);
                return decision.Facts.Aggregate(state, AgreementDecider.Evolve);
            }),
        };

        public When<Agreement> WhenSigned(string party) => When(Sign(party, around: Around));

        public When<Agreement> WhenActivated() => When(Activated(Around));

        private When<Agreement> When(Func<Agreement, Decision> decide) => new Given<Agreement>(State, AgreementDecider.Evolve).When(decide);
    }
}
