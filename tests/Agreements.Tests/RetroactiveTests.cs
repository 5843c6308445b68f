using System.Diagnostics;
using System.Text.Json;
using Ledger.Agreements.Domain;
using Ledger.Agreements.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using Ledger.Tests;
using static Ledger.Agreements.Tests.Samples;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Agreements.Tests;

/// <summary>
/// Sample A settled under version 1, then all agree that from 2025-03-01 on the role points of E1, E2, S were 30, 30, 40 and not 30, 20,
/// 50. Of the 143,931.89 by points E1 keeps 43,179.57 (43,179.567); E2 gets 43,179.57 instead of 28,786.38; S, whose remainder is the
/// smallest, 57,572.75 (of 57,572.756) instead of 71,965.94: E2 +14,393.19, S -14,393.19. Nothing else moves.
/// </summary>
public sealed class RetroactiveTests
{
    private const string Points = "{\"E1\":\"30\",\"E2\":\"20\",\"S\":\"50\"}";
    private static readonly Currency Cny = Currency.Of("CNY");
    private static readonly DateTimeOffset Later = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Citation Settlement = new(Guid.Parse("0198f000-0000-7000-8000-00000000c0a1"), new string('c', 64));
    private static readonly Agreement Ruling = Folded(TaihuAgreement.Json(), AgreementStage.Active);

    [Fact]
    public void Every_party_and_line_that_would_have_come_out_differently_is_listed()
    {
        var effect = Assert.Single(Effects(Changed()).Runs);
        Assert.Equal(("2025", new AmountChange(Yuan("60000.00"), Yuan("60000.00"))), (effect.PoolReference, effect.Reserve));
        Assert.Equal(
            [
                new PartyChange("E1", Yuan("252995.31"), Yuan("252995.31")), new PartyChange("E2", Yuan("90169.08"), Yuan("104562.27")),
                new PartyChange("S", Yuan("196835.61"), Yuan("182442.42")),
            ],
            effect.Parties);
        Assert.Equal(["0.00", "14393.19", "-14393.19"], effect.Parties.Select(party => party.Difference.Amount));
        Assert.Equal(
            [
                new LineChange("residual/fixed-points", "E2", Yuan("28786.38"), Yuan("43179.57")),
                new LineChange("residual/fixed-points", "S", Yuan("71965.94"), Yuan("57572.75")),
            ],
            effect.Lines.Where(line => !line.Difference.IsZero));
    }

    // 5,300.00 that E2 lost, all paid by the reserve. With a retention of 300.00 the reserve pays 5,000.00.
    [Fact]
    public void Every_loss_that_would_have_been_borne_differently_is_listed()
    {
        var effects = Effects(Changed(("\"retention\":\"0.00\"", "\"retention\":\"300.00\"")));
        var loss = Assert.Single(effects.Losses);
        Assert.Equal(new AmountChange(Yuan("-5300.00"), Yuan("-5000.00")), loss.Reserve);
        Assert.Equal([new PartyChange("E2", Yuan("5300.00"), Yuan("5000.00"))], loss.Parties);
        Assert.Equal(new AmountChange(Yuan("0.00"), Yuan("300.00")), effects.Retention);
        Assert.Null(effects.ReserveLimit);
    }

    // Of 5,300.00, all paid by the reserve, 5,200.00 came back to E2, which paid it to the reserve: 100.00 were left to the reserve. With a retention of
    // 300.00 the reserve pays 5,000.00 and gets 5,000.00 of the 5,200.00; E2 keeps 200.00 and bears the 100.00 that are left.
    [Fact]
    public void What_came_back_of_a_loss_is_shared_anew_too()
    {
        var recovered = new LossRecoveryHeard(1, 1, "E2", Yuan("5200.00"), Yuan("100.00"), [new RecoveryPayment(null, Yuan("5200.00"))], Settlement);
        var document = AgreementDocument.Parse(Changed(("\"retention\":\"0.00\"", "\"retention\":\"300.00\""))).Value!;
        var heard = new object[] { recovered, Loss }.Aggregate(HeardLoss.None(Id), HeardLossDecider.Evolve);
        var loss = Assert.Single(RetroactivePreview.Of(document, new Past(Around, [], [heard]), Today, out _)!.Losses);
        Assert.Equal(new AmountChange(Yuan("-100.00"), Yuan("0.00")), loss.Reserve);
        Assert.Equal([new PartyChange("E2", Yuan("100.00"), Yuan("0.00"))], loss.Parties);
        GivenWhenThen.Given(HeardLoss.None(Id), HeardLossDecider.Evolve, Loss).When(state => HeardLossDecider.Decide(state, recovered)).Then(recovered).ThenAgainNothing();
        // Of another allocation it counts for nothing.
        var other = new object[] { recovered with { AllocationNo = 2 }, Loss }.Aggregate(HeardLoss.None(Id), HeardLossDecider.Evolve);
        Assert.Equal("300.00", Assert.Single(RetroactivePreview.Of(document, new Past(Around, [], [other]), Today, out _)!.Losses).Reserve.Difference.Amount);
        StoredFacts.Endures(recovered);
    }

    // Without the reserve 5,300.00 are shared by three that bear 1,000.00 each: what becomes of the other 2,300.00 nobody has decided.
    [Fact]
    public void What_a_change_would_leave_to_be_decided_is_no_effect_that_can_be_listed()
    {
        var document = AgreementDocument.Parse(Changed(
            ("\"reserveLimit\":\"60000.00\"", "\"reserveLimit\":\"0.00\""),
            ("\"excess\":\"stays\"", "\"caps\":{\"E1\":\"1000.00\",\"E2\":\"1000.00\",\"S\":\"1000.00\"},\"excess\":\"escalate\""))).Value!;
        Assert.Null(RetroactivePreview.Of(document, new Past(Around, [], [HeardLossDecider.Evolve(HeardLoss.None(Id), Loss)]), Today, out var why));
        Assert.Equal("retroactive.not-computable", why!.Code);
        Assert.Contains("2300.00", why.Message.En, StringComparison.Ordinal);
    }

    // An earlier change told that the reserve pays 5,000.00 of it; with a retention of 500.00 it pays 4,800.00: 200.00 more, not 500.00.
    [Fact]
    public void A_later_change_starts_from_what_an_earlier_one_told()
    {
        var second = Folded(Changed(("\"retention\":\"0.00\"", "\"retention\":\"300.00\"")), AgreementStage.Active) with
        {
            Id = Guid.Parse("0198f000-0000-7000-8000-00000000c0d1"),
            Retroactive = new RetroactiveProposal("First", new string('0', 64), Effects(Changed(("\"retention\":\"0.00\"", "\"retention\":\"300.00\"")))),
        };
        var third = AgreementDocument.Parse(Changed(
            ("\"retention\":\"0.00\"", "\"retention\":\"500.00\""), ("\"version\":2,\"supersedes\":1", "\"version\":3,\"supersedes\":2"))).Value!;
        var past = new Past(Around with { Others = [Ruling, second] }, [], [HeardLossDecider.Evolve(HeardLoss.None(Id), Loss)]);
        var effects = RetroactivePreview.Of(third, past, Today, out var rejection);
        Assert.True(effects is not null, rejection?.Message.En);
        Assert.Equal(new AmountChange(Yuan("-5000.00"), Yuan("-4800.00")), Assert.Single(effects.Losses).Reserve);
    }

    // Corrected to what it comes to without the 80,000.00 of teaching (E1 267,114.10, E2 92,529.07, S 180,356.83). Of the 145,531.89 by points E2 gets
    // 43,659.57 instead of 29,106.38, S 58,212.75 instead of 72,765.94.
    [Fact]
    public void A_corrected_run_is_changed_from_where_the_correction_left_it()
    {
        var corrected = new CorrectedRun(
            Run.RunId, 1, Run.DocumentHash, [.. Run.Accepted.Select(value => value.Party == "S" ? value with { Amount = Yuan("72000.00") } : value)], Yuan("60000.00"),
            [new SettledShare("E1", Yuan("267114.10")), new SettledShare("E2", Yuan("92529.07")), new SettledShare("S", Yuan("180356.83"))]);
        var heard = HeardCorrectionDecider.Evolve(HeardCorrection.None(Id), new SettlementCorrectionHeard("taihu-2025", 2, [corrected], Settlement));
        var older = HeardCorrectionDecider.Evolve(HeardCorrection.None(Id), new SettlementCorrectionHeard("taihu-2025", 1, [corrected with { Shares = [] }], Settlement));
        var document = AgreementDocument.Parse(Changed()).Value!;
        var effect = Assert.Single(RetroactivePreview.Of(document, new Past(Around, [Closed], [], [older, heard]), Today, out _)!.Runs);
        Assert.Equal(
            ["E1 267114.10 0.00", "E2 92529.07 14553.19", "S 180356.83 -14553.19"],
            effect.Parties.Select(party => $"{party.Party} {party.Was.Amount} {party.Difference.Amount}"));
        // What it was computed from was not told: nobody can compute it again.
        var silent = HeardCorrectionDecider.Evolve(HeardCorrection.None(Id), new SettlementCorrectionHeard("taihu-2025", 3, [corrected with { Accepted = null }], Settlement));
        Assert.Null(RetroactivePreview.Of(document, new Past(Around, [Closed], [], [heard, silent]), Today, out var why));
        Assert.Equal("retroactive.basis-unknown", why!.Code);
        GivenWhenThen.Given(HeardCorrection.None(Id), HeardCorrectionDecider.Evolve).When(state => HeardCorrectionDecider.Decide(state, heard.Heard!)).Then(heard.Heard!).ThenAgainNothing();
        StoredFacts.Endures(heard.Heard!);
    }

    // A limit of 3,000.00 for the period, of which nothing was taken before: the reserve pays 3,000.00, the rest 2,300.00 is borne in thirds
    // (766.67, 766.67, 766.66); E2 bears its own third, E1 and S pay.
    [Fact]
    public void A_lower_limit_of_the_reserve_makes_the_parties_pay()
    {
        var loss = Assert.Single(Effects(Changed(("\"reserveLimit\":\"60000.00\"", "\"reserveLimit\":\"3000.00\""))).Losses);
        Assert.Equal("2300.00", loss.Reserve.Difference.Amount);
        Assert.Equal(
            ["E1 -766.67", "E2 -766.67", "S -766.66"],
            loss.Parties.Select(party => $"{party.Party} {party.Difference.Amount}"));
        Assert.True((Money.Sum(loss.Parties.Select(party => party.Difference), Cny) + loss.Reserve.Difference).IsZero);
    }

    [Fact]
    public void Commitments_and_caps_that_differ_are_listed()
    {
        var effects = Effects(Changed(
            ("\"excess\":\"stays\"", "\"caps\":{\"E1\":\"50000.00\"},\"capMultiples\":{\"S\":\"1/2\"},\"excess\":\"stays\""),
            ("\"dispute\":", "\"commitments\":[{\"id\":\"E1-space\",\"party\":\"E1\",\"kind\":\"space\",\"description\":{\"en\":\"Hall\",\"zh\":\"厂房\"},\"plannedValue\":\"100.00\",\"schedule\":[{\"due\":\"2025-06-30\",\"value\":\"100.00\"}]}],\"dispute\":")),
            Loss with { Basis = Loss.Basis! with { Accepted = new Dictionary<string, Money> { ["S"] = Yuan("152000.00") } } });
        Assert.Equal(
            [new CommitmentEffect("E1-space", "E1", ContributionKind.Space, new DateOnly(2025, 6, 30), Yuan("0.00"), Yuan("100.00"))], effects.Commitments);
        Assert.Equal([new CapEffect("E1", null, Yuan("50000.00"), null, null), new CapEffect("S", null, null, null, new Rational(1, 2))], effects.Caps);
    }

    [Fact]
    public void A_run_of_a_period_that_the_version_would_not_have_ruled_is_left_alone()
    {
        var effects = Effects(Changed(("\"from\":\"2025-03-01\"", "\"from\":\"2026-01-01\"")));
        Assert.Empty(effects.Runs);
        Assert.Empty(effects.Losses);
    }

    [Fact]
    public void A_change_may_take_over_from_the_first_day_but_not_before()
    {
        Assert.Single(Effects(Changed(("\"from\":\"2025-03-01\"", "\"from\":\"2025-01-01\""))).Runs);
        Refused<StartsBeforeSuperseded>("agreement.starts-before-superseded", Changed(("\"from\":\"2025-03-01\"", "\"from\":\"2024-12-31\"")));
    }

    [Fact]
    public void A_version_that_looks_forward_is_no_retroactive_change() =>
        Refused<NotRetroactive>("retroactive.not-in-past", Changed(("\"from\":\"2025-03-01\"", "\"from\":\"2026-03-01\"")));

    [Fact]
    public void What_cannot_be_computed_again_cannot_be_changed()
    {
        Refused<BasisUnknown>("retroactive.basis-unknown", Changed(), Closed with { Run = null });
        Refused<BasisUnknown>("retroactive.basis-unknown", Changed(), Closed with { Run = Run with { DocumentHash = new string('0', 64) } });
        Refused<BasisUnknown>("retroactive.basis-unknown", Changed(), loss: Loss with { Basis = null });
        Refused<NotReproduced>("retroactive.not-reproduced", Changed(), Closed with { Run = Run with { ReserveFunded = Yuan("60000.01") } });
        Refused<NotReproduced>("retroactive.not-reproduced", Changed(), Closed with { Run = Run with { Shares = [.. Run.Shares.Take(2)] } });
        Refused<NotComputable>("retroactive.not-computable", Changed(
            ("{\"key\":\"fixed-points\",\"weight\":\"0.40\",\"points\":" + Points.Replace("20", "30", StringComparison.Ordinal).Replace("50", "40", StringComparison.Ordinal) + "}",
                "{\"key\":\"performance-score\",\"weight\":\"0.40\"}")));
    }

    [Fact]
    public void A_change_touches_no_more_than_can_be_cited()
    {
        var many = Enumerable.Range(0, AgreementLimits.RetroactiveEffects + 1).Select(_ => Closed).ToList();
        var document = AgreementDocument.Parse(Changed()).Value!;
        Assert.Null(RetroactivePreview.Of(document, new Past(new AgreementSurroundings([Ruling], null, Slot), many, []), Today, out var rejection));
        Assert.IsType<TooManyEffects>(rejection);
        Assert.Equal("retroactive.too-many", rejection.Code);
    }

    [Fact]
    public void It_is_proposed_signed_by_all_with_the_effects_and_confirmed()
    {
        var proposal = Proposal("hash");
        var proposed = Of(Folded(Changed(), AgreementStage.Draft)).When(Propose(proposal)).Then(
            new AgreementProposed(AgreementDocument.Parse(Changed()).Value!.DocumentHash, Administrator, Later, proposal)).ThenAgainNothing();
        var state = proposed.After;
        Of(state).When(Sign("S")).ThenRejected<PreviewHashMismatch>("retroactive.hash-mismatch", "previewHash");
        Of(state).When(state => AgreementDecider.Decide(state, new ActivateAgreement(Around, Later))).ThenRejected<ConfirmationNeeded>("retroactive.confirmation-needed");
        foreach (var party in new[] { "S", "E1", "E2" }) state = SignedBy(state, party);
        Assert.Equal(["G"], Of(state).When(Confirm("hash", proposal)).ThenRejected<SignatureMissing>("agreement.signature-missing").Parties);
        state = SignedBy(state, "G");
        Assert.Equal(AgreementStage.Proposed, state.Stage);
        Of(state).When(Confirm("other", proposal)).ThenRejected<PreviewStale>("retroactive.preview-stale", "previewHash");
        Of(state).When(Confirm("hash", Proposal("newer"))).ThenRejected<PreviewStale>("retroactive.preview-stale");
        var when = Of(state).When(Confirm("hash", proposal));
        Assert.Equal(
            [typeof(RetroactiveChangeConfirmed), typeof(AgreementActivated)], when.Decision.Facts.Select(fact => fact.GetType()));
        Assert.Equal(["S", "E1", "E2", "G"], ((RetroactiveChangeConfirmed)when.Decision.Facts[0]).Signatories);
        Assert.IsType<VersionEntered>(Assert.Single(Assert.Single(when.Decision.NewStreams).Facts));
        when.ThenState(active => Assert.Equal(AgreementStage.Active, active.Stage)).ThenAgainNothing();
    }

    [Fact]
    public void New_effects_are_put_to_the_parties_anew_and_earlier_signatures_fall()
    {
        var state = SignedBy(Of(Folded(Changed(), AgreementStage.Draft)).When(Propose(Proposal("hash"))).After, "S");
        Of(state).When(Propose(Proposal("newer"), "hash")).ThenRejected<PreviewStale>("retroactive.preview-stale", "previewHash");
        Of(state).When(Propose(Proposal("newer"))).ThenState(again => Assert.Equal((0, "newer"), (again.Signatures.Count, again.Retroactive!.PreviewHash)));
    }

    [Fact]
    public void A_proposal_says_why_and_comes_from_a_draft()
    {
        Of(Folded(Changed(), AgreementStage.Draft)).When(Propose(Proposal("hash") with { Reason = " " })).ThenRejected<ReasonMissing>("reason.missing", "reason");
        Of(Folded(Changed(), AgreementStage.Proposed)).When(Propose(Proposal("hash"))).ThenRejected<AgreementNotDraft>("agreement.not-draft");
        Of(Folded(Changed(), AgreementStage.Proposed)).When(Confirm("hash", Proposal("hash"))).ThenRejected<NotProposedAsRetroactive>("retroactive.not-proposed");
        Given().When(Propose(Proposal("hash"))).ThenRejected<AgreementUnknown>();
        Given().When(Confirm("hash", Proposal("hash"))).ThenRejected<AgreementUnknown>();
        var refusal = new BasisUnknown("2025");
        Of(Folded(Changed(), AgreementStage.Draft)).When(state => RetroactiveDecider.Decide(state, new ProposeRetroactive("hash", null, refusal, Administrator, Later)))
            .ThenRejected<BasisUnknown>("retroactive.basis-unknown");
    }

    [Fact]
    public void The_others_are_told_the_differences()
    {
        var map = new OutgoingMap();
        Outgoing.Map(map);
        var confirmed = new RetroactiveChangeConfirmed("taihu-2025", 2, new string('d', 64), Proposal("hash"), Parties, Administrator, Later);
        var told = Assert.IsType<V1.RetroactiveChangeConfirmed>(map.Apply(confirmed, new FactContext("taihu", Id, 9, Later)));
        Assert.Equal((Id, "taihu-2025", 2, 1, new DateOnly(2025, 3, 1), "hash"), (told.AgreementStream, told.AgreementId, told.Version, told.Replaced, told.From, told.PreviewHash));
        var run = Assert.Single(told.Runs);
        Assert.Equal(["E1 0.00", "E2 14393.19", "S -14393.19"], run.Lines.Select(line => $"{line.Party} {line.Difference.Amount}"));
        // The loss would have been borne as it was: there is nothing to book.
        Assert.Empty(told.Losses);
        StoredFacts.Endures(confirmed);
    }

    [Fact]
    public void A_loss_is_kept_once()
    {
        GivenWhenThen.Given(HeardLoss.None(Id), HeardLossDecider.Evolve).When(state => HeardLossDecider.Decide(state, Loss)).Then(Loss).ThenAgainNothing();
        StoredFacts.Endures(Loss);
        StoredFacts.Endures(HeardLossDecider.Evolve(HeardLoss.None(Id), Loss));
        StoredFacts.Endures(new PeriodClosed("taihu-2025", "2025", Closed.Period!, Settlement, Run));
        Assert.Throws<UnreachableException>(() => HeardLossDecider.Evolve(HeardLoss.None(Id), "not a fact"));
    }

    // The second allocation can arrive before the reversal of the first, and a reversal before what it undoes.
    [Fact]
    public void What_was_undone_counts_no_more_in_whatever_order_it_is_heard()
    {
        var second = Loss with { No = 2, Loss = Yuan("7.00") };
        var undone = new LossAllocationUndone(1, Loss.Source);
        object[][] orders = [[Loss, undone, second], [Loss, second, undone], [undone, Loss, second], [second, undone, Loss]];
        foreach (var order in orders)
            Assert.Equal(2, order.Aggregate(HeardLoss.None(Id), HeardLossDecider.Evolve).Heard!.No);
        Assert.Null(new object[] { Loss, undone }.Aggregate(HeardLoss.None(Id), HeardLossDecider.Evolve).Heard);
        GivenWhenThen.Given(HeardLoss.None(Id), HeardLossDecider.Evolve, Loss).When(state => HeardLossDecider.Decide(state, undone)).Then(undone).ThenAgainNothing();
        StoredFacts.Endures(undone);
        StoredFacts.Endures(Loss with { Category = "damage", Fault = new LossFault("E1", "negligence", Rational.Parse("1/2")), No = 2 });
        StoredFacts.Endures(HeardLossDecider.Evolve(HeardLossDecider.Evolve(HeardLoss.None(Id), Loss), undone));
    }

    internal static SettledRun Run { get; } = new(
        Guid.Parse("0198f000-0000-7000-8000-00000000c0b1"), 1, AgreementDocument.Parse(TaihuAgreement.Json()).Value!.DocumentHash, Yuan("600000.00"), Yuan("0.00"),
        [
            new DatedContribution("E1", new DateOnly(2025, 1, 1), Yuan("74605.56")), new DatedContribution("E1", new DateOnly(2025, 3, 1), Yuan("840000.00")),
            new DatedContribution("E2", new DateOnly(2025, 1, 1), Yuan("136800.00")), new DatedContribution("G", new DateOnly(2025, 1, 10), Yuan("200000.00")),
            new DatedContribution("S", new DateOnly(2025, 1, 1), Yuan("152000.00")),
        ],
        [new CostClaim("S-cost", "S", Yuan("90000.00")), new CostClaim("E2-cost", "E2", Yuan("30000.00"))],
        Yuan("60000.00"),
        [new SettledShare("E1", Yuan("252995.31")), new SettledShare("E2", Yuan("90169.08")), new SettledShare("S", Yuan("196835.61"))]);

    private static ClosedPeriod Closed { get; } = ClosedPeriodDecider.Evolve(
        ClosedPeriod.None(Run.RunId),
        new PeriodClosed("taihu-2025", "2025", new Period(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)), Settlement, Run));

    private static LossHeard Loss { get; } = new(
        Guid.Parse("0198f000-0000-7000-8000-00000000c0c1"), "R1", "taihu-2025", 1, new DateOnly(2025, 6, 16), Yuan("5300.00"),
        [new LossPayment("E2", null, Yuan("5300.00"))],
        new LossBasis(new Dictionary<string, Rational> { ["E2"] = Rational.One }, Yuan("60000.00"), null), Settlement);

    private static DateOnly Today => DateOnly.FromDateTime(Later.UtcDateTime);

    private static AgreementSurroundings Around => new([Ruling], new DateOnly(2025, 12, 31), Slot);

    private static JsonElement Changed(params (string Old, string New)[] changes) => TaihuAgreement.Json([
        ("\"version\":1", "\"version\":2,\"supersedes\":1"), ("\"from\":\"2025-01-01\"", "\"from\":\"2025-03-01\""),
        (",\"accededOn\":\"2025-02-01\"", ""), (Points, "{\"E1\":\"30\",\"E2\":\"30\",\"S\":\"40\"}"), .. changes,
    ]);

    private static RetroactiveEffects? Preview(JsonElement document, out Rejection? rejection, ClosedPeriod? closed = null, LossHeard? loss = null) =>
        RetroactivePreview.Of(
            AgreementDocument.Parse(document).Value!,
            new Past(Around, [closed ?? Closed], [HeardLossDecider.Evolve(HeardLoss.None(Id), loss ?? Loss)]), Today, out rejection);

    private static RetroactiveEffects Effects(JsonElement document, LossHeard? loss = null)
    {
        var effects = Preview(document, out var rejection, loss: loss);
        Assert.True(effects is not null, rejection?.Message.En);
        return effects;
    }

    private static void Refused<T>(string code, JsonElement document, ClosedPeriod? closed = null, LossHeard? loss = null)
        where T : Rejection
    {
        Assert.Null(Preview(document, out var rejection, closed, loss));
        Assert.Equal(code, Assert.IsType<T>(rejection).Code);
    }

    private static RetroactiveProposal Proposal(string hash) => new("Points were agreed otherwise.", hash, Effects(Changed()));

    private static Given<Agreement> Of(Agreement state) => new(state, AgreementDecider.Evolve);

    private static Func<Agreement, Decision> Propose(RetroactiveProposal now, string? hash = null) =>
        state => RetroactiveDecider.Decide(state, new ProposeRetroactive(hash ?? now.PreviewHash, now, null, Administrator, Later));

    private static Func<Agreement, Decision> Confirm(string hash, RetroactiveProposal now) =>
        state => RetroactiveDecider.Decide(state, new ConfirmRetroactive(hash, now, null, Around, Administrator, Later));

    private static Func<Agreement, Decision> Sign(string party, string? preview = null) =>
        state => AgreementDecider.Decide(state, new SignAgreement(state.DocumentHash, Around, Samples.Of(party), Later, preview));

    private static Agreement SignedBy(Agreement state, string party)
    {
        var decision = Sign(party, state.Retroactive!.PreviewHash)(state);
        Assert.True(decision.Rejection is null, decision.Rejection?.Message.En);
        return decision.Facts.Aggregate(state, AgreementDecider.Evolve);
    }

    private static Money Yuan(string amount) => Money.Parse(amount, Currency.Of("CNY"));
}
