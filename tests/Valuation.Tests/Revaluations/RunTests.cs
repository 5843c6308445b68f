using CsCheck;
using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.RevaluationSamples;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

/// <summary>Portfolio runs: previewed, confirmed, carried out line by line.</summary>
public sealed class RunTests
{
    private static readonly Guid Run = Guid.Parse("0198f000-0000-5000-8000-0000000000f1");

    private static readonly RunOrder ByCurve = new(
        "2026-q1", new RunFilter(), "revaluation.depreciation", 1, On, new RollChoice(Curve: new DepreciationCurve(DepreciationMethod.StraightLine, 10, Rational.Parse("0.05"))), null, Why);

    private static readonly RunOrder ByIndex = ByCurve with
    {
        Method = "revaluation.index", Roll = new RollChoice(Series), Index = new UsedIndex(Series, Machines.Index.Id, 3, new DateOnly(2026, 4, 15), Machines.Vintages[2]),
    };

    [Fact]
    public void A_preview_lists_old_new_difference_and_refusals_and_writes_nothing()
    {
        var space = Holding(3, Machine with { Kind = ContributionKind.Space });
        var preview = Preview(ByCurve, Holding(1), Holding(2), space, Holding(4, Machine with { Party = "V" }));
        Assert.Equal(new RunCounts(2, 0, 2), preview.Counts);
        var first = preview.Lines[0];
        Assert.Equal(("840000.00", "760200.00", "-79800.00", 1, false), (first.Old!.Amount, first.New!.Amount, first.Difference!.Amount, first.Against, first.TwoApprovals));
        Assert.Equal(["appraisal.method-not-agreed", "appraisal.own"], preview.Lines.Skip(2).Select(line => line.Code));
        Assert.All(preview.Lines.Skip(2), line => Assert.Null(line.Difference));
        Assert.Equal(("1680000.00", "1520400.00"), (preview.Totals.Single().Old.Amount, preview.Totals.Single().New.Amount));
    }

    [Fact]
    public void The_same_facts_give_the_same_hash_and_any_other_value_another()
    {
        var hash = Preview(ByCurve, Holding(1), Holding(2)).Hash;
        Assert.Equal(hash, Preview(ByCurve, Holding(1), Holding(2)).Hash);
        Assert.NotEqual(hash, Preview(ByCurve, Holding(1)).Hash);
        Assert.NotEqual(hash, Preview(ByCurve, Holding(1), Challenge(Holding(2))).Hash);
        Assert.NotEqual(hash, Preview(ByCurve with { On = On.AddMonths(1) }, Holding(1), Holding(2)).Hash);
        Assert.NotEqual(hash, Preview(ByCurve with { Reference = "2026-q2" }, Holding(1), Holding(2)).Hash);
    }

    [Fact]
    public void A_run_is_confirmed_by_a_second_person_by_its_hash()
    {
        var preview = Preview(ByCurve, Holding(1));
        var ordered = new RevaluationRunPreviewed(ByCurve, preview.Hash, preview.Counts, preview.Totals, Valuer, Now);
        Of().When(Deciding(new OrderRun(ByCurve, preview, Valuer, Now))).Then(ordered).ThenAgainNothing();
        Of(ordered).When(state => RunDecider.Decide(state, new OrderRun(ByCurve, Preview(ByCurve, Holding(2)), Valuer, Now))).ThenRejected<RunExists>("revaluation-run.exists", "reference");
        Of().When(Deciding(new OrderRun(ByCurve, Preview(ByCurve), Valuer, Now))).ThenRejected<RunEmpty>("revaluation-run.nothing-matches", "filter");
        Of().When(Deciding(new OrderRun(ByCurve with { Reason = new Text("", "x") }, preview, Valuer, Now))).ThenRejected<InputRejection>("input.blank");

        var confirm = new ConfirmRun(preview.Hash, preview.Hash, Approver, Now);
        Of().When(Deciding(confirm)).ThenRejected<RunUnknown>("revaluation-run.unknown");
        Of(ordered).When(Deciding(confirm with { By = Valuer })).ThenRejected<RunMakerConfirms>("revaluation-run.maker-confirms");
        Of(ordered).When(Deciding(confirm with { PreviewHash = "0" })).ThenRejected<PreviewOther>("revaluation-run.preview-changed", "previewHash");
        Of(ordered).When(Deciding(confirm with { Fresh = "0" })).ThenRejected<PreviewStale>("revaluation-run.preview-stale", "previewHash");
        Of(ordered).When(Deciding(confirm)).Then(new RevaluationRunConfirmed(preview.Hash, Approver, Now)).ThenAgainNothing();
        var refused = Preview(ByCurve, Holding(1, Machine with { Kind = ContributionKind.Space }));
        Of(new RevaluationRunPreviewed(ByCurve, refused.Hash, refused.Counts, [], Valuer, Now)).When(Deciding(new ConfirmRun(refused.Hash, refused.Hash, Approver, Now)))
            .ThenRejected<RunRefusesAll>("revaluation-run.all-refused");
        StoredFacts.Endures(ordered);
        StoredFacts.Endures(Of(ordered).State);
        StoredFacts.Endures(preview.Lines[0]);
    }

    [Fact]
    public void A_run_is_cancelled_before_it_ends_and_only_then()
    {
        var preview = Preview(ByCurve, Holding(1));
        object[] running = [new RevaluationRunPreviewed(ByCurve, preview.Hash, preview.Counts, preview.Totals, Valuer, Now), new RevaluationRunConfirmed(preview.Hash, Approver, Now)];
        var cancel = new CancelRun(Why, Approver, Now);
        Of().When(Deciding(cancel)).ThenRejected<RunUnknown>();
        Of(running).When(Deciding(cancel)).Then(new RevaluationRunCancelled(Why, Approver, Now)).ThenAgainNothing();
        Of(running).When(Deciding(cancel with { Reason = new Text("", "") })).ThenRejected<InputRejection>();
        object[] over = [.. running, new RevaluationRunCancelled(Why, Approver, Now)];
        Of(over).When(state => RunDecider.Decide(state, new RecordBatch(1, 1, new(1, 0, 0), true, Now))).ThenRejected<RunNotOpen>("revaluation-run.not-open");
        Of(over).When(Deciding(new ConfirmRun(preview.Hash, preview.Hash, Approver, Now))).ThenRejected<RunNotOpen>();
        var done = RunDecider.Decide(Of(running).State, new RecordBatch(1, 1, new(1, 0, 0), true, Now)).Facts;
        Assert.Equal([typeof(RevaluationBatchDone), typeof(RevaluationRunFinished)], done.Select(fact => fact.GetType()));
        Of([.. running, .. done]).When(Deciding(cancel)).ThenRejected<RunNotOpen>();
        Of(running).When(state => RunDecider.Decide(state, new RecordBatch(2, 2, new(1, 0, 0), true, Now))).ThenRejected<RunNotOpen>();
    }

    [Fact]
    public void A_run_takes_so_many_contributions_and_no_more()
    {
        var preview = new RunPreview(ByCurve, Valuer, null, Now);
        var refused = Holding(1, Machine with { Party = Valuer.Organisation });
        for (var i = 0; i < ValuationLimits.RunLines; i++) Assert.True(preview.Add(refused, Agreement));
        Assert.False(preview.TooLarge);
        Assert.False(preview.Add(refused, Agreement));
        Of().When(Deciding(new OrderRun(ByCurve, preview, Valuer, Now))).ThenRejected<RunTooLarge>("revaluation-run.too-large", "filter");
    }

    // 932,400 is above the agreement's 900,000: the run only proposes it, and it needs two approvals of its own.
    [Fact]
    public void Above_the_threshold_each_needs_its_own_two_approvals()
    {
        var preview = Preview(ByIndex, Holding(1));
        Assert.Equal((new RunCounts(0, 1, 0), true, "932400.00"), (preview.Counts, preview.Lines[0].TwoApprovals, preview.Lines[0].New!.Amount));
        var decision = Carry(ByIndex, preview.Lines[0], Holding(1), Approver);
        var proposed = Assert.IsType<RevaluationProposed>(Assert.Single(decision.Facts));
        Assert.Equal((Run, Valuer, "932400.00"), (proposed.Run, proposed.By, proposed.Value.Amount));
    }

    [Fact]
    public void Carried_out_a_line_is_replaced_with_maker_and_approver_on_record()
    {
        var line = Preview(ByCurve, Holding(1)).Lines[0];
        var decision = Carry(ByCurve, line, Holding(1), Approver);
        Assert.Equal([typeof(RevaluationProposed), typeof(ValueReplaced)], decision.Facts.Select(fact => fact.GetType()));
        var replaced = (ValueReplaced)decision.Facts[1];
        Assert.Equal((2, "760200.00", Approver, line.ProposalHash), (replaced.Number, replaced.Value.Amount, replaced.By, replaced.ProposalHash));
        // Whose contribution it is does not confirm its value: it stays proposed for somebody else.
        Assert.IsType<RevaluationProposed>(Assert.Single(Carry(ByCurve, line, Holding(1), Contributor).Facts));
        Assert.IsType<RevaluationProposed>(Assert.Single(Carry(ByCurve, line, Holding(1), Valuer).Facts));
        // Challenged in between, it is not overwritten.
        Assert.Equal("appraisal.value-replaced", Carry(ByCurve, line, Challenge(Holding(1)), Approver).Rejection!.Code);
        Assert.Equal("revaluation.not-as-previewed", Carry(ByCurve, line with { ProposalHash = "0" }, Holding(1), Approver).Rejection!.Code);
        Assert.Equal("appraisal.agreement-not-active", RunRules.Decide(Run, ByCurve, line, Holding(1), null, Valuer, Approver, null, Now).Rejection!.Code);
    }

    private sealed record Move(int Kind, int Choice, bool Crash);

    private int finished;
    private int cancelled;
    private int overtaken;
    private int stale;

    /// <summary>
    /// Runs, challenges and single re-valuations in any order; batches that are lost before they are committed and batches that two
    /// processes carry out at once. Judged from the facts alone.
    /// </summary>
    [Fact]
    public void Whatever_happens_every_value_is_replaced_once_for_each_cause()
    {
        Gen.Select(Gen.Frequency((3, Gen.Const(0)), (4, Gen.Const(1)), (9, Gen.Const(2)), (1, Gen.Const(3)), (2, Gen.Const(4)), (2, Gen.Const(5))), Gen.Int[0, 3], Gen.Bool,
            (kind, choice, crash) => new Move(kind, choice, crash)).List[5, 40].Sample(moves =>
        {
            var world = new World();
            foreach (var move in moves) world.Do(move);
            world.Judge();
            Interlocked.Add(ref finished, world.Finished);
            Interlocked.Add(ref cancelled, world.Cancelled);
            Interlocked.Add(ref overtaken, world.Overtaken);
            Interlocked.Add(ref stale, world.Stale);
        }, iter: 120);
        Assert.True(finished > 10 && cancelled > 5 && overtaken > 5 && stale > 5, $"{finished} finished, {cancelled} cancelled, {overtaken} lines overtaken, {stale} stale");
    }

    private sealed class World
    {
        private readonly List<object>[] appraisals = [.. Enumerable.Range(0, 4).Select(n => Facts(n + 1, Machine))];
        private List<object> run = [];
        private IReadOnlyList<RunLine> lines = [];
        private int runs;
        private RunOrder order = ByCurve;

        public int Finished { get; private set; }

        public int Cancelled { get; private set; }

        public int Overtaken { get; private set; }

        public int Stale { get; private set; }

        private RevaluationRun State => run.Aggregate(RevaluationRun.None(Run), RunDecider.Evolve);

        public void Do(Move move)
        {
            switch (move.Kind)
            {
                case 0 when State.Stage != RunStage.Running:
                    order = ByCurve with { Reference = $"run-{++runs}" };
                    var preview = Preview(order, [.. States()]);
                    (run, lines) = ([.. RunDecider.Decide(RevaluationRun.None(Run), new OrderRun(order, preview, Valuer, Now)).Facts], preview.Lines);
                    break;
                case 1 when State.Stage == RunStage.Previewed:
                    var confirmed = RunDecider.Decide(State, new ConfirmRun(State.PreviewHash!, Preview(order, [.. States()]).Hash, move.Choice == 0 ? Valuer : Approver, Now));
                    var unchanged = lines.Select((line, n) => line.Against == Standing(n)).All(same => same);
                    Assert.Equal(move.Choice != 0 && unchanged && lines.Any(line => line.Code is null), confirmed.Rejection is null);
                    if (confirmed.Rejection is PreviewStale) Stale++;
                    run.AddRange(confirmed.Facts);
                    break;
                case 2:
                    Batch(move);
                    break;
                case 3:
                    var decision = RunDecider.Decide(State, new CancelRun(Why, Approver, Now));
                    run.AddRange(decision.Facts);
                    Cancelled += decision.Facts.Count;
                    break;
                case 4:
                    appraisals[move.Choice].Add(Challenged(States()[move.Choice]));
                    break;
                case 5:
                    var state = States()[move.Choice];
                    var proposed = RevaluationDecider.Decide(state, RevaluationSamples.ByCurve with { On = On.AddMonths(1) }).Facts;
                    appraisals[move.Choice].AddRange(proposed);
                    state = States()[move.Choice];
                    appraisals[move.Choice].AddRange(RevaluationDecider.Decide(state, AcceptCurved with { ProposalHash = state.Revaluation!.Proposal!.Proposal.ProposalHash }).Facts);
                    break;
            }
        }

        // What RunBatches does, two lines at a time; a transaction commits everything of a batch or nothing.
        private void Batch(Move move)
        {
            var state = State;
            if (state.Stage != RunStage.Running) return;
            var waiting = lines.Where(line => line.Code is null && line.Number > state.Done).ToList();
            var batch = waiting.Take(2).ToList();
            var written = new List<(int, IReadOnlyList<object>)>();
            var counts = RunCounts.Zero;
            foreach (var line in batch)
            {
                var carried = Carry(order, line, States()[line.Number - 1], Approver);
                if (carried.Rejection is not null) Overtaken++;
                written.Add((line.Number - 1, carried.Facts));
                counts += carried.Rejection is null ? new RunCounts(1, 0, 0) : new RunCounts(0, 0, 1);
            }

            if (move.Crash) return;
            var record = new RecordBatch(state.Done + 1, batch.Count == 0 ? state.Done : batch[^1].Number, counts, waiting.Count <= 2, Now);
            var done = RunDecider.Decide(state, record).Facts;
            run.AddRange(done);
            foreach (var (n, facts) in written) appraisals[n].AddRange(facts);
            if (State.Stage == RunStage.Finished) Finished++;
            // Another process that judged the same batch meets a run that has gone on.
            Assert.NotNull(RunDecider.Decide(State, record).Rejection);
        }

        public void Judge()
        {
            foreach (var facts in appraisals)
            {
                var replaced = facts.OfType<ValueReplaced>().ToList();
                Assert.Equal(Enumerable.Range(2, replaced.Count), replaced.Select(fact => fact.Number));
                for (var i = 1; i < replaced.Count; i++) Assert.Equal(replaced[i - 1].Value, replaced[i].Replaced);
                foreach (var (fact, before) in facts.Select((fact, i) => (fact, i)).Where(pair => pair.fact is ValueReplaced { Cause: ReplacementCause.Revaluation }).Select(pair => ((ValueReplaced)pair.fact, pair.i)))
                {
                    var maker = facts.Take(before).OfType<RevaluationProposed>().Last();
                    Assert.Equal((fact.ProposalHash, fact.Number - 1), (maker.ProposalHash, maker.Against));
                    Assert.NotEqual(maker.By.Person, fact.By.Person);
                }
            }

            if (State.Stage == RunStage.Finished) Assert.Equal(State.Preview.Replaced + State.Preview.Proposed, State.Counts.Lines);
            Assert.True(run.FindIndex(fact => fact is RevaluationRunCancelled or RevaluationRunFinished) is var end && (end < 0 || end == run.Count - 1));
        }

        private int Standing(int n) => States()[n].Standing!.Number;

        private List<Appraisal> States() => [.. appraisals.Select((facts, n) => facts.Aggregate(Appraisal.None(Numbered(n + 1)), AppraisalDecider.Evolve))];
    }

    private static Guid Numbered(int n) => Guid.Parse($"0198f000-0000-5000-8000-0000000a{n:0000}");

    private static List<object> Facts(int n, Subject subject) =>
        [new AppraisalOpened(subject with { ContributionId = Numbered(n), Reference = $"M-{n}" }), Proposed with { Agreement = Agreement.Source! }, Accepted with { Agreement = Agreement.Source! }];

    private static Appraisal Holding(int n, Subject? subject = null) => Facts(n, subject ?? Machine).Aggregate(Appraisal.None(Numbered(n)), AppraisalDecider.Evolve);

    private static Appraisal Challenge(Appraisal state) => AppraisalDecider.Evolve(state, Challenged(state));

    private static RunPreview Preview(RunOrder order, params Appraisal[] appraisals)
    {
        var preview = new RunPreview(order, Valuer, Machines, Now);
        foreach (var appraisal in appraisals) preview.Add(appraisal, Agreement);
        return preview;
    }

    private static Decision Carry(RunOrder order, RunLine line, Appraisal state, Actor approver) => RunRules.Decide(Run, order, line, state, Agreement, Valuer, approver, Machines, Now);

    private static Given<RevaluationRun> Of(params object[] facts) => GivenWhenThen.Given(RevaluationRun.None(Run), RunDecider.Evolve, facts);

    private static Func<RevaluationRun, Decision> Deciding(OrderRun command) => state => RunDecider.Decide(state, command);

    private static Func<RevaluationRun, Decision> Deciding(ConfirmRun command) => state => RunDecider.Decide(state, command);

    private static Func<RevaluationRun, Decision> Deciding(CancelRun command) => state => RunDecider.Decide(state, command);
}
