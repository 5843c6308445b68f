using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class RiskAllocationTests
{
    // Sample B: powder fire in F2's bay, 120,000 net of salvage; deductible 10,000; reserve 18,400; caps = accepted value.
    private static readonly AllocationInput SampleB = new(
        Given.Cny, Given.Yuan("120000.00"), Given.Weights(("F2", "1")), Given.Yuan("10000.00"), Given.Yuan("18400.00"),
        Given.Weights(("F1", "0.5"), ("F2", "0.3"), ("U", "0.2")), Given.Amounts(("F1", "36000.00"), ("F2", "51000.00"), ("U", "3000.00")));

    [Fact]
    public void Sample_b_as_computed_by_hand()
    {
        var figures = RiskAllocation.Allocate(SampleB).Value!;
        Assert.Equal("10000.00", figures.Retained.Amount);
        Assert.Equal("18400.00", figures.ReservePays.Amount);
        Assert.Equal("91600.00", figures.Shared.Amount);
        Assert.Equal(["F1 36000.00", "F2 51000.00", "U 3000.00"], figures.Borne.Lines());
        Assert.Equal("1600.00", figures.Unallocated.Amount);
        Assert.Equal("57400.00", figures.ReceivedBy("F2").Amount);
        Assert.Equal(
            [
                "reserve-pays F2 18400.00 ", "party-pays F2 36000.00 F1", "party-pays F2 3000.00 U",
                "sufferer-bears F2 10000.00 retention", "sufferer-bears F2 51000.00 own-share", "sufferer-bears F2 1600.00 excess",
            ],
            Lines(figures));
        Assert.Equal("62600.00", Money.Sum(figures.Lines.Where(line => line.Kind == AllocationLineKind.SuffererBears).Select(line => line.Amount), Given.Cny).Amount);
    }

    [Fact]
    public void A_wilful_causer_pays_all_of_the_rest_without_cap()
    {
        var figures = RiskAllocation.Allocate(SampleB with { WilfulBy = "F1" }).Value!;
        Assert.Equal("91600.00", figures.PaidBy("F1").Amount);
        Assert.True(figures.Unallocated.IsZero);
    }

    [Fact]
    public void R8_general_average_pays_the_owner_of_the_lost_box_17_50()
    {
        // Public case R8: ship 100, three boxes of 20, one of them lost; the amount made good contributes too.
        var figures = RiskAllocation.Allocate(new AllocationInput(
            Given.Cny, Given.Yuan("20.00"), Given.Weights(("lost", "1")), Given.Yuan("0"), Given.Yuan("0"),
            Given.Weights(("ship", "100"), ("box1", "20"), ("box2", "20"), ("lost", "20")), Given.Amounts())).Value!;
        Assert.Equal(["box1 2.50", "box2 2.50", "lost 2.50", "ship 12.50"], figures.Borne.Lines());
        Assert.Equal("17.50", figures.ReceivedBy("lost").Amount);
    }

    [Fact]
    public void Two_sufferers_share_the_reserve_by_their_loss_and_odd_cents_by_id()
    {
        var figures = RiskAllocation.Allocate(SampleB with
        {
            Loss = Given.Yuan("0.05"),
            Sufferers = Given.Weights(("F2", "1"), ("F1", "1")),
            Retention = Given.Yuan("0.00"),
            ReserveLeft = Given.Yuan("0.03"),
        }).Value!;
        Assert.Equal(["F1 0.03", "F2 0.02"], figures.SuffererLosses.Lines());
        Assert.Equal("0.03", figures.ReservePays.Amount);
        Assert.Equal("0.05", Money.Sum(figures.Lines.Select(line => line.Amount), Given.Cny).Amount);
    }

    [Fact]
    public void A_loss_of_zero_has_no_lines()
    {
        var figures = RiskAllocation.Allocate(SampleB with { Loss = Given.Yuan("0.00") }).Value!;
        Assert.Empty(figures.Lines);
        Assert.True(figures.ReservePays.IsZero);
    }

    [Fact]
    public void A_loss_within_the_retention_stays_with_the_sufferer()
    {
        var figures = RiskAllocation.Allocate(SampleB with { Loss = Given.Yuan("9999.99") }).Value!;
        Assert.Equal(["sufferer-bears F2 9999.99 retention"], Lines(figures));
    }

    [Fact]
    public void A_key_of_zeros_is_refused_only_when_something_is_left_to_divide()
    {
        var noKey = SampleB with { Key = Given.Weights(("F1", "0")) };
        Assert.Equal(["allocation.key-zero at key"], RiskAllocation.Allocate(noKey).Refusals());
        Assert.NotNull(RiskAllocation.Allocate(noKey with { ReserveLeft = Given.Yuan("200000.00") }).Value);
    }

    [Fact]
    public void Bad_allocations_are_refused()
    {
        Assert.Equal(["money.negative at loss"], RiskAllocation.Allocate(SampleB with { Loss = Given.Yuan("-1") }).Refusals());
        Assert.Equal(["money.negative at retention"], RiskAllocation.Allocate(SampleB with { Retention = Given.Yuan("-1") }).Refusals());
        Assert.Equal(["money.negative at reserveLeft"], RiskAllocation.Allocate(SampleB with { ReserveLeft = Given.Yuan("-1") }).Refusals());
        Assert.Equal(["input.negative at key.F1"], RiskAllocation.Allocate(SampleB with { Key = Given.Weights(("F1", "-1"), ("U", "2")) }).Refusals());
        Assert.Equal(["money.negative at caps.U"], RiskAllocation.Allocate(SampleB with { Caps = Given.Amounts(("U", "-1")) }).Refusals());
        Assert.Equal(["allocation.no-sufferer at sufferers"], RiskAllocation.Allocate(SampleB with { Sufferers = Given.Weights(("F2", "0")) }).Refusals());
        Assert.Equal(["input.empty at sufferers", "input.empty at key"], VersionOne(
            """{"currency":"CNY","loss":"1.00","sufferers":{},"retention":"0","reserveLeft":"0","key":{}}""").Refusals());
    }

    [Fact]
    public void Typed_and_json_inputs_are_one_rule()
    {
        var typed = RiskAllocation.Method.Evaluate(SampleB).Result!;
        var json = VersionOne("""
            {"currency":"CNY","loss":"120000.00","sufferers":{"F2":"1"},"retention":"10000.00","reserveLeft":"18400.00",
             "key":{"F1":"0.5","F2":"0.3","U":"0.2"},"caps":{"F1":"36000.00","F2":"51000.00","U":"3000.00"}}
            """).Result!;
        Assert.Equal(json.InputsHash, typed.InputsHash);
        Assert.Equal(json.Value.GetRawText(), typed.Value.GetRawText());
        Assert.Equal(Lines(json.FiguresAs<AllocationFigures>()), Lines(RiskAllocation.Allocate(SampleB).Value!));
    }

    [Fact]
    public void Lines_always_sum_to_the_loss_per_sufferer_and_caps_hold()
    {
        var parties = Gen.Select(Gen.Long[0, 20], Gen.Long[0, 5], Gen.Long[0, 3000], Gen.Bool).Array[1, 6];
        Gen.Select(Gen.Long[0, 10_000], Gen.Long[0, 2000], Gen.Long[0, 4000], parties).Sample((loss, retention, reserve, all) =>
        {
            var key = all.Select((party, i) => ($"P{i}", party.Item1)).ToDictionary(entry => entry.Item1, entry => new Rational(entry.Item2));
            var sufferers = all.Select((party, i) => ($"P{i}", party.Item2)).ToDictionary(entry => entry.Item1, entry => new Rational(entry.Item2));
            var caps = all.Select((party, i) => ($"P{i}", party)).Where(entry => entry.party.Item4).ToDictionary(entry => entry.Item1, entry => new Money(entry.party.Item3, Given.Cny));
            var outcome = RiskAllocation.Allocate(new AllocationInput(
                Given.Cny, new Money(loss, Given.Cny), sufferers, new Money(retention, Given.Cny), new Money(reserve, Given.Cny), key, caps));
            if (outcome.Value is not { } figures) return outcome.Rejection!.Code is "allocation.no-sufferer" or "allocation.key-zero";

            var borneOutside = figures.Lines.Where(line => line.Kind == AllocationLineKind.PartyPays || line.Reason == BearingReason.OwnShare)
                .GroupBy(line => line.Payer ?? line.Sufferer).ToDictionary(group => group.Key, group => group.Sum(line => line.Amount.Minor));
            return figures.SuffererLosses.All(entry => figures.Lines.Where(line => line.Sufferer == entry.Key).Sum(line => line.Amount.Minor) == entry.Value.Minor)
                && figures.SuffererLosses.Values.Sum(amount => amount.Minor) == loss
                && figures.Lines.All(line => line.Amount.Sign > 0 && line.Payer != line.Sufferer)
                && figures.Borne.All(entry => borneOutside.GetValueOrDefault(entry.Key) == entry.Value.Minor)
                && figures.Borne.All(entry => !caps.TryGetValue(entry.Key, out var cap) || entry.Value <= cap)
                && figures.ReservePays.Minor <= reserve && figures.Retained.Minor <= retention;
        });
    }

    private static Evaluation VersionOne(string inputs) => MethodCatalogue.Find("risk.allocation", 1)!.Evaluate(Given.Json(inputs));

    private static string[] Lines(AllocationFigures figures) => [.. figures.Lines.Select(line =>
        $"{KebabCase.Name(line.Kind)} {line.Sufferer} {line.Amount.Amount} {line.Payer ?? (line.Reason is { } reason ? KebabCase.Name(reason) : "")}")];
}
