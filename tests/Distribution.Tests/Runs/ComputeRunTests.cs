using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

public sealed class ComputeRunTests
{
    [Fact]
    public void The_pool_of_sample_A_comes_to_what_was_computed_by_hand() => GivenRun().When(Deciding(Compute)).Then<RunComputed>(fact =>
    {
        Assert.Equal(
            [
                new RunLine("E1", Yuan("252995.31"), Yuan("10000.00"), Yuan("0.00"), Yuan("262995.31")),
                new RunLine("E2", Yuan("90169.08"), Yuan("15300.00"), Yuan("0.00"), Yuan("105469.08")),
                new RunLine("S", Yuan("196835.61"), Yuan("0.00"), Yuan("0.00"), Yuan("196835.61")),
            ],
            fact.Lines);
        Assert.Equal(new ReserveMovement(Yuan("0.00"), Yuan("60000.00"), Yuan("25300.00"), Yuan("34700.00")), fact.Movement);
        Assert.Equal(("sharing.waterfall", 1, Wang), (fact.Result.RuleId, fact.Result.RuleVersion, fact.By));
        Assert.Equal((1, Compute.Inputs!.Hash, Inputs.Pool, Inputs.Agreement), (fact.No, fact.InputsHash, fact.Pool, fact.Agreement));
    }).ThenState(state => Assert.Equal((RunStage.Computed, PoolId, TaihuAgreement.Id), (state.Stage, state.PoolId, state.AgreementId)));

    [Fact]
    public void A_number_is_used_once()
    {
        foreach (var state in new[] { GivenRun(Computed), GivenRun(Computed, Proposed), GivenRun(Computed, new RunWithdrawn(null, Wang, At)) })
            state.When(Deciding(Compute)).ThenRejected<RunNumberTaken>("run.computed-meanwhile");
    }

    [Fact]
    public void There_must_be_a_pool() => GivenRun()
        .When(Deciding(Compute with { Standing = Standing with { Declared = null } })).ThenRejected<PoolUnknown>("pool.unknown", "pool");

    [Fact]
    public void A_settled_pool_is_not_shared_again() => Assert.Equal("2025", GivenRun()
        .When(Deciding(Compute with { Standing = Standing with { Settled = true } })).ThenRejected<PoolIsSettled>("pool.settled", "pool").Reference);

    [Fact]
    public void While_another_run_stands_none_is_computed() => GivenRun()
        .When(Deciding(Compute with { Standing = Standing with { OtherStands = true } })).ThenRejected<RunOtherStands>("run.other-proposed", "pool");

    [Fact]
    public void An_earlier_pool_is_settled_first() => Assert.Equal("2024", GivenRun()
        .When(Deciding(Compute with { Standing = Standing with { OpenBefore = "2024" } })).ThenRejected<EarlierPoolOpen>("run.earlier-pool-open", "pool").Reference);

    [Fact]
    public void An_agreement_must_be_in_force_on_the_last_day()
    {
        GivenRun().When(Deciding(Compute with { Agreement = null })).ThenRejected<PoolAgreementNotActive>("pool.agreement-not-active", "pool");
        GivenRun().When(Deciding(Compute with { Inputs = null })).ThenRejected<PoolAgreementNotActive>("pool.agreement-not-active", "pool");
    }

    public static TheoryData<string> Amounts => ["value", "claim", "charge", "pool", "reserve"];

    [Theory]
    [MemberData(nameof(Amounts))]
    public void Amounts_of_another_currency_are_not_mixed(string which)
    {
        var (dollar, lists) = (Money.Parse("1.00", Usd), Inputs.Lists);
        var mixed = which switch
        {
            "value" => Inputs with { Lists = lists with { Values = [.. lists.Values.Skip(1), lists.Values[0] with { Accepted = dollar }] } },
            "claim" => Inputs with { Lists = lists with { Claims = [lists.Claims[0] with { Amount = dollar }] } },
            "charge" => Inputs with { Lists = lists with { Charges = [lists.Charges[0] with { Payments = [new ChargePayment("E2", null, dollar)] }] } },
            "pool" => Inputs with { Pool = Inputs.Pool with { Amount = dollar } },
            _ => Inputs with { Reserve = new ReserveInput(dollar, null) },
        };
        var refused = GivenRun().When(Deciding(With(mixed))).ThenRejected<RunCurrencyMixed>("run.currency-mixed", "pool");
        Assert.Equal((Usd, Cny), (refused.Found, refused.Agreed));
    }

    [Fact]
    public void The_reserve_pays_no_more_than_it_holds()
    {
        var charge = Inputs.Lists.Charges[0];
        // The waterfall puts 60,000.00 into it.
        var all = Inputs with { Lists = Inputs.Lists with { Charges = [charge with { Payments = [new ChargePayment("E2", null, Yuan("60000.00"))] }] } };
        GivenRun().When(Deciding(With(all))).Then<RunComputed>(fact => Assert.Equal("0.00", fact.Movement.Closing.Amount));
        var more = Inputs with { Lists = Inputs.Lists with { Charges = [charge with { Payments = [new ChargePayment("E2", null, Yuan("60000.01"))] }] } };
        var refused = GivenRun().When(Deciding(With(more))).ThenRejected<ReserveOverdrawn>("run.reserve-overdrawn", "pool");
        Assert.Equal(("0.00", "60000.00", "60000.01"), (refused.Opening.Amount, refused.Funded.Amount, refused.Drawn.Amount));
        GivenRun().When(Deciding(With(more with { Reserve = new ReserveInput(Yuan("0.01"), Elsewhere) })))
            .Then<RunComputed>(fact => Assert.Equal("0.00", fact.Movement.Closing.Amount));
    }

    [Fact]
    public void What_one_party_pays_another_receives_and_who_pays_more_than_its_share_owes_it()
    {
        var charge = Inputs.Lists.Charges[0];
        var paid = Inputs with
        {
            Lists = Inputs.Lists with
            {
                Charges = [charge with { Payments = [new ChargePayment("E1", "E2", Yuan("100000.00")), new ChargePayment("G", "S", Yuan("6835.61"))] }],
            },
        };
        GivenRun().When(Deciding(With(paid))).Then<RunComputed>(fact => Assert.Equal(
            [
                new RunLine("E1", Yuan("252995.31"), Yuan("100000.00"), Yuan("0.00"), Yuan("352995.31")),
                new RunLine("E2", Yuan("90169.08"), Yuan("0.00"), Yuan("100000.00"), Yuan("-9830.92")),
                new RunLine("G", Yuan("0.00"), Yuan("6835.61"), Yuan("0.00"), Yuan("6835.61")),
                new RunLine("S", Yuan("196835.61"), Yuan("0.00"), Yuan("6835.61"), Yuan("190000.00")),
            ],
            fact.Lines));
    }

    [Fact]
    public void Nothing_to_divide_by_is_said() => GivenRun()
        .When(Deciding(With(Inputs with { Lists = Inputs.Lists with { Values = [] } }))).ThenRejected<InputRejection>("waterfall.key-zero", "accepted");

    public static TheoryData<string> Sums => ["values", "losses", "drawn", "reserve"];

    [Theory]
    [MemberData(nameof(Sums))]
    public void Amounts_too_large_to_be_added_are_refused(string which)
    {
        var (most, lists) = (Fen(long.MaxValue), Inputs.Lists);
        InputLists Losing(params ChargePayment[] payments) => lists with { Charges = [lists.Charges[0] with { Payments = payments }] };
        var inputs = which switch
        {
            "values" => Inputs with { Lists = lists with { Values = [.. lists.Values.Select(value => value with { Accepted = most })] } },
            "losses" => Inputs with { Lists = Losing(new("E1", "E2", most), new("E1", "S", most)) },
            "drawn" => Inputs with { Lists = Losing(new("E1", null, most), new("E2", null, most)) },
            _ => Inputs with { Reserve = new ReserveInput(most, Elsewhere) },
        };
        Assert.Equal(RejectionKind.Conflict, GivenRun().When(Deciding(With(inputs))).ThenRejected<RunTooLarge>("run.too-large", "pool").Kind);
    }

    [Fact]
    public void Claims_too_large_to_be_added_are_refused_by_the_rule() => GivenRun()
        .When(Deciding(With(Inputs with { Lists = Inputs.Lists with { Claims = [.. Inputs.Lists.Claims.Select(claim => claim with { Amount = Fen(long.MaxValue) })] } })))
        .ThenRejected<InputRejection>("money.out-of-range");

    [Fact]
    public void Inputs_beyond_the_limit_of_a_fact_are_listed_ahead()
    {
        var values = Enumerable.Range(0, (2 * DistributionLimits.InputsPerFact) - 1)
            .Select(i => Inputs.Lists.Values[0] with { Reference = $"E1-{i}", ContributionId = StreamId.For(Tenant, "contribution", $"E1-{i}") }).ToList();
        var many = Inputs with { Lists = Inputs.Lists with { Values = values } };
        var when = GivenRun().When(Deciding(With(many)));
        Assert.Equal(
            [typeof(RunInputsListed), typeof(RunInputsListed), typeof(RunComputed)], when.Decision.Facts.Select(fact => fact.GetType()));
        Assert.Equal(
            [200, 200, 4],
            when.Decision.Facts.Select(fact => fact is RunInputsListed listed ? listed.Lists.Count : ((RunComputed)fact).Lists.Count));
        when.ThenState(state => Assert.Equal(PayloadHash.Of(many.Lists), PayloadHash.Of(state.Lists)));
    }

    [Fact]
    public void As_many_inputs_as_a_fact_takes_need_no_other()
    {
        var values = Enumerable.Repeat(Inputs.Lists.Values[0], DistributionLimits.InputsPerFact).ToList();
        GivenRun().When(Deciding(With(Inputs with { Lists = new InputLists(values, [], []) }))).Then<RunComputed>(_ => { });
    }

    [Fact]
    public void Inputs_have_a_limit()
    {
        var values = Enumerable.Repeat(Inputs.Lists.Values[0], DistributionLimits.Inputs + 1).ToList();
        Assert.Equal(DistributionLimits.Inputs + 1, GivenRun().When(Deciding(Compute with { Inputs = new HashedInputs(Inputs with { Lists = new InputLists(values, [], []) }, "") }))
            .ThenRejected<TooManyInputs>("run.too-many-inputs", "pool").Count);
    }

    private static ComputeRun With(RunInputs inputs) => Compute with { Inputs = new HashedInputs(inputs, PayloadHash.Of(inputs)) };

    private static Func<Run, Decision> Deciding(ComputeRun command) => state => RunDecider.Decide(state, command);
}
