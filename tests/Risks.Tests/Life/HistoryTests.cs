using CsCheck;
using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using static Ledger.Risks.Tests.Samples;

namespace Ledger.Risks.Tests;

/// <summary>
/// Long random histories of several events on one reserve, with what must always hold after every step: a simple model keeps who
/// paid whom and what the reserve is committed to.
/// </summary>
public sealed class HistoryTests
{
    private static readonly string[] Parties = ["E1", "E2", "S"];
    private static readonly Text Why = new("Why", "原因");
    private static readonly string Hash = new('e', 64);

    // S is capped at 400.00; G has no part in the key and must never pay or receive.
    private static readonly AgreementDocument Terms = With(
        """retention":"50.00","reserveLimit":"3000.00","key":{"E1":"1/2","E2":"1/4","S":"1/4"},"caps":{"S":"400.00","E1":"900.00"},"excess":"stays"}""").Document!;

    [Fact]
    public void Whatever_happens_losses_add_up_and_the_reserve_never_goes_below_zero() =>
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 3], Gen.Long[1, 400_000], Gen.Int[0, 5]).Array[1, 60].Sample(steps =>
        {
            var world = new World(Terms);
            foreach (var (action, at, cents, who) in steps)
            {
                world.Step(action, at, cents, who);
                world.Prove();
            }
        }, iter: 400);

    // Nobody can bear more than its cap: what lies above is escalated, and in turn decided for E1 and E2, or not.
    private static readonly AgreementDocument Escalating = With(
        """retention":"50.00","reserveLimit":"300.00","key":{"E1":"1/2","E2":"1/4","S":"1/4"},"caps":{"S":"400.00","E1":"900.00","E2":"300.00"},"excess":"escalate"}""").Document!;

    [Fact]
    public void What_is_escalated_is_borne_only_as_decided_and_comes_back_to_those_who_bore_it()
    {
        var escalated = 0;
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 3], Gen.Long[1, 400_000], Gen.Int[0, 5]).Array[1, 60].Sample(steps =>
        {
            var world = new World(Escalating);
            foreach (var (action, at, cents, who) in steps)
            {
                world.Step(action, at, cents, who);
                world.Prove();
            }

            Interlocked.Add(ref escalated, world.Escalated);
        }, iter: 300);
        Assert.True(escalated > 100, $"Only {escalated} allocations of these histories had anything escalated.");
    }

    private sealed class World(AgreementDocument terms)
    {
        private readonly RiskEvent[] events = [.. Enumerable.Range(0, 4).Select(i => RiskEventDecider.Evolve(
            RiskEvent.None(Guid.NewGuid()),
            Reported with { Report = Report with { Reference = $"R{i}", Sufferers = i == 0 ? Shares(("E2", "1")) : Shares(("E2", "2"), ("E1", $"{i}")) } }))];

        private readonly List<ReserveDraw> reserve = [];
        private readonly Dictionary<(int Event, string Party), long> cash = [];
        private readonly long[] reserveOfEvent = new long[4];
        private DateTimeOffset clock = At;

        /// <summary>Allocations that had something escalated.</summary>
        public int Escalated { get; private set; }

        private ReserveStanding Standing => new(reserve.Count == 0 ? null : reserve[^1].Committed(), reserve.Count, Guid.NewGuid());

        public void Step(int action, int at, long cents, int who)
        {
            clock = clock.AddHours(1);
            var state = events[at];
            var approver = new Actor($"person-{who}", who % 2 == 0 ? "G" : "S");
            var money = new Money(cents, Cny);
            if (action == 9)
            {
                Escalate(at, who);
                return;
            }

            Apply(at, action switch
            {
                0 => RiskEventDecider.Decide(state, new MeasureLoss(
                    "risk.disruption", null, System.Text.Json.JsonElement.Parse($$"""{"lostHours":"1","marginPerHour":"{{money.Amount}}"}"""), Knows(terms), Officer, clock)),
                1 => RiskEventDecider.Decide(state, new AllocateLoss(Hashed(state), Hashed(state), terms, Standing, [], approver, clock)),
                2 => DisputeDecider.Decide(state, new DisputeAllocation(Why, terms, new Actor("d", Parties[who % 3]), clock)),
                3 => DisputeDecider.Decide(state, new SettleDispute(
                    state.Disputes.Count, who == 0 ? DisputeOutcome.Dismissed : who == 1 ? DisputeOutcome.Withdrawn : DisputeOutcome.Upheld, Why, Standing, new Actor($"j{who}", Parties[who % 3]), clock)),
                4 => RecoveryDecider.Decide(state, new ReportRecovery($"rec-{who}-{cents}", Parties[who % 3], new DateOnly(2025, 12, 1), new Money(cents / 4, Cny), Hash, terms, Officer, clock)),
                5 => RecoveryDecider.Decide(state, new DecideRecovery(state.Recoveries.Count, who > 0, Why, Standing, approver, clock)),
                6 => LifeDecider.Decide(state, new ReopenRiskEvent(Why, who == 0, Standing, new Actor("opener", "G"), clock)),
                7 => LifeDecider.Decide(state, new CloseRiskEvent(terms, Officer, clock.AddDays(who * 5))),
                _ => LifeDecider.Decide(state, new WithdrawRiskEvent(Why, Reporter, clock)),
            });
        }

        // A proposal, the consents that it takes, the decision; now and then one of them is missing.
        private void Escalate(int at, int who)
        {
            var now = new AllocateLoss(Hashed(events[at]), Hashed(events[at]), terms, Standing, [], new Actor("judge", "G"), clock);
            if (events[at] is not { Measured: not null, Allocated: null } || Allocation.Evaluate(events[at], terms, now, out _) is not { } result) return;
            var rest = result.FiguresAs<AllocationV2Figures>().Unallocated;
            var part = new Money(rest.Minor * who / 5, Cny);
            Apply(at, EscalationDecider.Decide(events[at], new ProposeEscalation(
                result.InputsHash, new Dictionary<string, Money> { ["E1"] = part, ["E2"] = rest - part }, Why, now with { By = Officer })));
            foreach (var party in who == 5 ? ["E1"] : new[] { "E1", "E2" })
                Apply(at, EscalationDecider.Decide(events[at], new ConsentToEscalation(events[at].Escalations.Count, new Actor($"of-{party}", party), clock)));
            Apply(at, EscalationDecider.Decide(events[at], new DecideEscalation(events[at].Escalations.Count, true, null, now)));
        }

        private void Apply(int at, Decision decision)
        {
            if (decision.Rejection is not null)
            {
                Assert.Empty(decision.Facts);
                return;
            }

            foreach (var fact in decision.Facts)
            {
                Book(at, fact);
                events[at] = RiskEventDecider.Evolve(events[at], fact);
            }

            foreach (var stream in decision.NewStreams.Where(stream => stream.State == typeof(ReserveDraw)))
            {
                var movement = stream.Facts.Aggregate(ReserveDraw.None(stream.Id), ReserveDrawDecider.Evolve);
                Assert.Equal(reserve.Count + 1, movement.No);
                reserve.Add(movement);
            }
        }

        public void Prove()
        {
            var committed = reserve.Count == 0 ? 0 : reserve[^1].Committed()!.Minor;
            Assert.InRange(committed, 0, 300_000);
            Assert.Equal(reserveOfEvent.Sum(), committed);
            for (var i = 0; i < events.Length; i++)
            {
                var state = events[i];
                var paid = Parties.ToDictionary(party => party, party => cash.GetValueOrDefault((i, party)));
                Assert.Equal(0, cash.GetValueOrDefault((i, "G")));
                // Money only moves: what all parties have on balance came from the reserve.
                Assert.Equal(reserveOfEvent[i], paid.Values.Sum());
                if (state.Allocated is not { } allocated)
                {
                    Assert.All(paid.Values, balance => Assert.Equal(0, balance));
                    continue;
                }

                var kept = Money.Sum(allocated.Kept.Select(part => part.Amount), Cny);
                Assert.Equal(allocated.Loss, kept + Money.Sum(allocated.Payments.Select(payment => payment.Amount), Cny));
                Assert.True(reserveOfEvent[i] >= 0);
                // S suffers nothing: with the money it holds for others it is at most its cap down, and never up.
                var held = state.Recoveries.Where(recovery => recovery.Stage == RecoveryStage.Returned && recovery.Reported.Holder == "S").Sum(recovery => recovery.Reported.Amount.Minor);
                Assert.InRange(paid["S"] + held, -40_000, 0);
                Assert.True(RecoveryDecider.Left(state).Sign >= 0);
            }
        }

        private void Book(int at, object fact)
        {
            switch (fact)
            {
                case LossAllocated allocated:
                    Escalated += allocated.Escalated is null ? 0 : 1;
                    foreach (var payment in allocated.Payments) Move(at, payment.Payer, payment.Party, payment.Amount);
                    break;
                case LossRecovered recovered:
                    foreach (var transfer in recovered.Transfers) Move(at, transfer.From, transfer.To, transfer.Amount);
                    break;
                case AllocationReversed reversed:
                    foreach (var transfer in reversed.Transfers) Move(at, transfer.From, transfer.To, transfer.Amount);
                    break;
            }
        }

        private void Move(int at, string? from, string? to, Money amount)
        {
            Assert.True(amount.Sign > 0);
            if (from is null) reserveOfEvent[at] += amount.Minor;
            else cash[(at, from)] = cash.GetValueOrDefault((at, from)) - amount.Minor;
            if (to is null) reserveOfEvent[at] -= amount.Minor;
            else cash[(at, to)] = cash.GetValueOrDefault((at, to)) + amount.Minor;
        }

        private static string Hashed(RiskEvent state) => state.Measured is { } measured ? PayloadHash.Of(measured) : "";
    }
}
