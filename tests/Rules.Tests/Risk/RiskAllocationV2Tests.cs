using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class RiskAllocationV2Tests
{
    private static readonly AllocationV2Input SampleB = new(
        Given.Cny, Given.Yuan("120000.00"), null, null, null, null, null,
        [new("F1", Given.Yuan("36000.00")), new("F2", Given.Yuan("51000.00")), new("U", Given.Yuan("3000.00"))],
        Given.Weights(("F2", "1")), Given.Yuan("10000.00"), new ReserveRoom(Given.Yuan("18400.00")),
        [new(KeyBasis.Agreed, 1, Given.Weights(("F1", "50"), ("F2", "30"), ("U", "20")))], null, ExcessRule.Stays);

    [Fact]
    public void Sample_b_as_computed_by_hand()
    {
        var figures = Allocate(SampleB);
        Assert.Equal(
            [
                "reserve-pays F2 18400.00 ", "party-pays F2 36000.00 F1", "party-pays F2 3000.00 U",
                "sufferer-bears F2 10000.00 retention", "sufferer-bears F2 51000.00 own-share", "sufferer-bears F2 1600.00 excess",
            ],
            Lines(figures));
        Assert.Equal(("57400.00", "62600.00"), (figures.Receives["F2"].Amount, figures.Bears["F2"].Amount));
    }

    [Fact]
    public void Sample_b_goes_round_by_round_as_computed_by_hand()
    {
        var steps = RiskAllocationV2.Allocate(SampleB).Value!.Steps.Where(step => step.Id.StartsWith("round/", StringComparison.Ordinal))
            .Select(step => $"{step.Id} {step.Value} {step.Formula}");
        Assert.Equal(
            [
                "round/1/F1 36000 min(45800, 36000)", "round/1/F2 27480 ", "round/1/U 3000 min(18320, 3000)",
                "round/2/F2 51000 min(52600, 51000)",
            ],
            steps);
    }

    [Fact]
    public void Salvage_insurance_and_recoveries_come_off_before_anything_is_shared()
    {
        var figures = Allocate(SampleB with { Gross = Given.Yuan("160000.00"), Salvage = Given.Yuan("12000.00"), Insurance = Given.Yuan("25000.00"), Recoveries = Given.Yuan("3000.00") });
        Assert.Equal(("160000.00", "120000.00"), (figures.Gross.Amount, figures.Loss.Amount));
        Assert.Equal(Lines(Allocate(SampleB)), Lines(figures));
    }

    [Theory]
    [InlineData(FaultDegree.WilfulAct)]
    [InlineData(FaultDegree.GrossNegligence)]
    [InlineData(FaultDegree.ConfidentialityBreach)]
    public void Serious_fault_lifts_the_causers_cap(FaultDegree degree)
    {
        var figures = Allocate(SampleB with { Fault = new FaultOf("F1", degree) });
        Assert.Equal("91600.00", figures.Bears["F1"].Amount);
        Assert.True(figures.Unallocated.IsZero);
    }

    [Fact]
    public void Negligence_moves_only_its_part_of_the_retention()
    {
        var figures = Allocate(SampleB with { Fault = new FaultOf("F1", FaultDegree.Negligence, Given.Number("0.4")) });
        Assert.Equal(
            [
                "reserve-pays F2 18400.00 ", "party-pays F2 4000.00 F1", "party-pays F2 36000.00 F1", "party-pays F2 3000.00 U",
                "sufferer-bears F2 6000.00 retention", "sufferer-bears F2 51000.00 own-share", "sufferer-bears F2 1600.00 excess",
            ],
            Lines(figures));
        Assert.Equal("4000.00", figures.RetainedByCauser.Amount);
    }

    [Fact]
    public void A_sufferer_at_fault_keeps_its_whole_retention()
    {
        var figures = Allocate(SampleB with { Fault = new FaultOf("F2", FaultDegree.WilfulAct, 1) });
        Assert.Equal(["reserve-pays F2 18400.00 ", "sufferer-bears F2 10000.00 retention", "sufferer-bears F2 91600.00 own-share"], Lines(figures));
    }

    [Fact]
    public void A_public_cap_holds_even_at_fault_and_the_rest_can_be_escalated()
    {
        var figures = Allocate(SampleB with
        {
            Parties = [new("F1"), new("F2"), new("U", Given.Yuan("3000.00"), Given.Yuan("5000.00"), Standing: PartyStanding.Public)],
            Fault = new FaultOf("U", FaultDegree.GrossNegligence),
            Excess = ExcessRule.Escalate,
        });
        Assert.Equal(
            ["reserve-pays F2 18400.00 ", "party-pays F2 5000.00 U", "sufferer-bears F2 10000.00 retention", "escalated F2 86600.00 "], Lines(figures));
        Assert.Equal("10000.00", figures.Bears["F2"].Amount);
    }

    [Fact]
    public void A_party_that_acceded_later_is_left_out()
    {
        var figures = Allocate(SampleB with
        {
            OccurredOn = new DateOnly(2025, 6, 30),
            Parties = [new("F1", AccededOn: new DateOnly(2025, 7, 1)), new("F2", AccededOn: new DateOnly(2025, 6, 30)), new("U")],
        });
        Assert.Equal(["F1"], figures.Excluded);
        Assert.Equal(["F2 0.6", "U 0.4"], figures.Key.Select(entry => $"{entry.Key} {entry.Value}"));
        Assert.Equal(["F2 54960.00", "U 36640.00"], figures.Borne.Lines());
    }

    [Fact]
    public void Keys_mix_by_their_weights()
    {
        // Half agreed 1:1, half by accepted value 9:1: 0.7 and 0.3.
        var figures = Allocate(SampleB with
        {
            Gross = Given.Yuan("100.00"), Retention = Given.Yuan("0.00"), Reserve = new ReserveRoom(Given.Yuan("0.00")),
            Parties = [new("F1"), new("F2"), new("U")],
            Key =
            [
                new(KeyBasis.Agreed, Given.Number("1/2"), Given.Weights(("F1", "1"), ("F2", "1"))),
                new(KeyBasis.AcceptedValue, Given.Number("1/2"), Given.Weights(("F1", "900"), ("F2", "100"), ("U", "0"))),
            ],
        });
        Assert.Equal(["F1 70.00", "F2 30.00", "U 0.00"], figures.Borne.Lines());
    }

    [Fact]
    public void Bad_allocations_are_refused()
    {
        AssertRefused(SampleB with { Gross = Given.Yuan("-1.00") }, "money.negative at gross");
        AssertRefused(SampleB with { Insurance = Given.Yuan("120000.01") }, "allocation.recovery-above-loss at gross");
        AssertRefused(SampleB with { ExposureLimit = Given.Yuan("119999.99") }, "allocation.loss-above-exposure at gross");
        AssertRefused(SampleB with { Reserve = new ReserveRoom(Given.Yuan("10.00"), Given.Yuan("10.01")) }, "allocation.reserve-overdrawn at reserve.committed");
        AssertRefused(SampleB with { Parties = [new("F1"), new("F2", Given.Yuan("9999.99")), new("U")] }, "allocation.cap-below-retention at parties[1].cap");
        AssertRefused(SampleB with { Parties = [new("F1", Standing: PartyStanding.Public), new("F2"), new("U")] }, "allocation.public-cap-missing at parties[0].publicCap");
        AssertRefused(SampleB with { Parties = [new("F1"), new("F2"), new("U", Standing: PartyStanding.Student)] }, "allocation.student at key[0].shares.U");
        AssertRefused(SampleB with { Parties = [new("F1"), new("F2"), new("U"), new("St", Standing: PartyStanding.Student)], Fault = new("St", FaultDegree.WilfulAct) }, "allocation.student at fault.party");
        AssertRefused(SampleB with { Parties = [new("F1"), new("F2"), new("U"), new("F1")] }, "input.duplicate at parties[3].id");
        AssertRefused(SampleB with { Parties = [new("F1"), new("F2")] }, "party.unknown at key[0].shares.U");
        AssertRefused(SampleB with { Parties = [new("F1"), new("F2", AccededOn: new DateOnly(2025, 7, 1)), new("U")] }, "allocation.day-missing at occurredOn");
        AssertRefused(SampleB with { OccurredOn = new DateOnly(2025, 6, 30), Parties = [new("F1"), new("F2", AccededOn: new DateOnly(2025, 7, 1)), new("U")] },
            "allocation.sufferer-not-acceded at sufferers.F2");
        AssertRefused(SampleB with { Sufferers = Given.Weights(("F2", "0")) }, "allocation.no-sufferer at sufferers");
        AssertRefused(SampleB with { Key = [new(KeyBasis.Agreed, Given.Number("0.9"), Given.Weights(("F1", "1")))] }, "allocation.mix-not-one at key");
        AssertRefused(SampleB with { Key = [new(KeyBasis.Agreed, 1, Given.Weights(("F1", "0")))] }, "allocation.key-zero at key[0].shares");
        AssertRefused(SampleB with { Key = [new(KeyBasis.Agreed, 1, Given.Weights(("F1", "-1"), ("U", "2")))] }, "input.negative at key[0].shares.F1");
        AssertRefused(SampleB with { Key = [new(KeyBasis.Agreed, Given.Number("1/2"), Given.Weights(("F1", "1"))), new(KeyBasis.Agreed, Given.Number("1/2"), Given.Weights(("U", "1")))] }, "input.duplicate at key[1].basis");
        AssertRefused(SampleB with { Fault = new("X", FaultDegree.Negligence) }, "party.unknown at fault.party");
        AssertRefused(SampleB with { Fault = new("F1", FaultDegree.Negligence, 2) }, "input.out-of-range at fault.retentionShare");
    }

    [Fact]
    public void A_key_of_zeros_does_not_matter_when_nothing_is_left_to_divide() =>
        Assert.Empty(Allocate(SampleB with { Gross = Given.Yuan("28400.00"), Key = [new(KeyBasis.Agreed, 1, Given.Weights(("F1", "0")))] }).Borne);

    [Fact]
    public void Typed_and_json_inputs_are_one_rule()
    {
        var typed = RiskAllocationV2.Method.Evaluate(SampleB with { Fault = new FaultOf("F1", FaultDegree.Negligence, Given.Number("0.4")) });
        var again = MethodCatalogue.Find("risk.allocation", 2)!.Evaluate(typed.Result!.Inputs);
        Assert.Equal(typed.Result.Value.GetRawText(), again.Result!.Value.GetRawText());
    }

    [Fact]
    public void Without_its_new_terms_it_answers_as_version_1() => Cases.Sample(input =>
    {
        var plain = input with { Fault = null, Excess = ExcessRule.Stays };
        var old = RiskAllocation.Allocate(new AllocationInput(
            plain.Currency, plain.Gross, plain.Sufferers, plain.Retention, plain.Reserve.Limit, plain.Key[0].Shares,
            plain.Parties.Where(party => party.Cap is not null).ToDictionary(party => party.Id, party => party.Cap!)));
        var newer = RiskAllocationV2.Allocate(plain);
        if (newer.Value is not { } figures) return newer.Rejection!.Code is "allocation.key-zero" or "allocation.no-sufferer" or "allocation.cap-below-retention";
        return Lines(figures).SequenceEqual(old.Value!.Lines.Select(Line));
    });

    [Fact]
    public void Lines_sum_to_the_loss_and_caps_hold() => Cases.Sample(input =>
    {
        if (RiskAllocationV2.Allocate(input).Value is not { } figures) return true;
        var caps = Caps(input);
        return figures.SuffererLosses.All(entry => figures.Lines.Where(line => line.Sufferer == entry.Key).Sum(line => line.Amount.Minor) == entry.Value.Minor)
            && figures.Lines.Sum(line => line.Amount.Minor) == input.Gross.Minor
            && figures.Borne.All(entry => !caps.TryGetValue(entry.Key, out var cap) || entry.Value.Value <= cap)
            && figures.Lines.All(line => line.Payer != line.Sufferer && line.Amount.Sign > 0)
            && figures.ReservePays <= input.Reserve.Limit
            && figures.Borne.Values.Sum(amount => amount.Minor) + figures.Unallocated.Minor == figures.Shared.Minor;
    });

    [Fact]
    public void Shares_are_those_of_the_only_level_that_fits() => Cases.Sample(input =>
    {
        if (RiskAllocationV2.Allocate(input).Value is not { } figures) return true;
        var slow = Level(figures.Shared.Value, figures.Key, Caps(input));
        return figures.Borne.All(entry => Rational.Abs(entry.Value.Value - slow[entry.Key]) < new Rational(1, 100));
    });

    [Fact]
    public void The_order_of_the_parties_does_not_matter() => Cases.Sample(input =>
    {
        var turned = input with { Parties = [.. input.Parties.Reverse()] };
        var (one, other) = (RiskAllocationV2.Allocate(input).Value, RiskAllocationV2.Allocate(turned).Value);
        return one is null ? other is null : Lines(one).SequenceEqual(Lines(other!));
    });

    [Fact]
    public void Ten_times_the_money_is_ten_times_the_shares_to_a_unit() => Cases.Sample(input =>
    {
        var tenfold = input with
        {
            Gross = Ten(input.Gross), Retention = Ten(input.Retention), Reserve = new ReserveRoom(Ten(input.Reserve.Limit)),
            Parties = [.. input.Parties.Select(party => party with { Cap = party.Cap is { } cap ? Ten(cap) : null })],
        };
        if (RiskAllocationV2.Allocate(input).Value is not { } one) return true;
        var ten = RiskAllocationV2.Allocate(tenfold).Value!;
        return one.Borne.All(entry => Math.Abs((entry.Value.Minor * 10) - ten.Borne[entry.Key].Minor) <= 10)
            && ten.Unallocated.Minor == one.Unallocated.Minor * 10;

        static Money Ten(Money amount) => new(amount.Minor * 10, amount.Currency);
    });

    internal static Gen<AllocationV2Input> Cases { get; } = Gen.Select(
        Gen.Long[0, 10_000], Gen.Long[0, 2000], Gen.Long[0, 4000],
        Gen.Select(Gen.Long[0, 20], Gen.Long[0, 5], Gen.Long[0, 3000], Gen.Bool).Array[1, 5],
        Gen.Int[0, 7], Gen.Bool,
        (loss, retention, reserve, all, fault, escalate) => new AllocationV2Input(
            Given.Cny, new Money(loss, Given.Cny), null, null, null, null, null,
            [.. all.Select((party, i) => new AllocationParty($"P{i}", party.Item4 ? new Money(party.Item3, Given.Cny) : null))],
            all.Select((party, i) => (Id: $"P{i}", Weight: party.Item2)).ToDictionary(entry => entry.Id, entry => new Rational(entry.Weight)),
            new Money(retention, Given.Cny), new ReserveRoom(new Money(reserve, Given.Cny)),
            [new KeyPart(KeyBasis.Agreed, 1, all.Select((party, i) => (Id: $"P{i}", Weight: party.Item1)).ToDictionary(entry => entry.Id, entry => new Rational(entry.Weight)))],
            fault switch
            {
                0 => new FaultOf("P0", FaultDegree.WilfulAct, new Rational(1, 3)),
                1 => new FaultOf("P0", FaultDegree.Negligence, new Rational(2, 3)),
                _ => null,
            },
            escalate ? ExcessRule.Escalate : ExcessRule.Stays));

    private static Dictionary<string, Rational> Caps(AllocationV2Input input) => input.Parties
        .Where(party => party.Cap is not null && (input.Fault is not { Degree: FaultDegree.WilfulAct } fault || fault.Party != party.Id))
        .ToDictionary(party => party.Id, party => party.Cap!.Value);

    // Water-filling by its definition: some set of parties is at its cap, all others bear the same amount per unit of weight.
    private static Dictionary<string, Rational> Level(Rational amount, IReadOnlyDictionary<string, Rational> key, Dictionary<string, Rational> caps)
    {
        var parties = key.Keys.Where(party => key[party].Sign > 0).ToList();
        for (var set = 0; set < 1 << parties.Count; set++)
        {
            var capped = parties.Where((party, i) => (set >> i & 1) == 1).ToList();
            var free = parties.Except(capped).ToList();
            if (capped.Exists(party => !caps.ContainsKey(party))) continue;
            var rest = amount - capped.Aggregate(Rational.Zero, (sum, party) => sum + caps[party]);
            var weight = free.Aggregate(Rational.Zero, (sum, party) => sum + key[party]);
            if (free.Count > 0 && rest.Sign < 0) continue;
            var level = free.Count == 0 ? Rational.Zero : rest / weight;
            if (free.Count == 0 && rest.Sign < 0) continue;
            if (free.Exists(party => caps.TryGetValue(party, out var cap) && level * key[party] > cap)) continue;
            if (free.Count > 0 && capped.Exists(party => level * key[party] < caps[party])) continue;
            return key.Keys.ToDictionary(party => party, party => capped.Contains(party) ? caps[party] : key[party] * level);
        }

        throw new InvalidOperationException("No level fits.");
    }

    private static AllocationV2Figures Allocate(AllocationV2Input input)
    {
        var outcome = RiskAllocationV2.Allocate(input);
        Assert.True(outcome.Value is not null, outcome.Rejection?.Message.En);
        return outcome.Value;
    }

    private static void AssertRefused(AllocationV2Input input, string refusal) => Assert.Contains(refusal, RiskAllocationV2.Allocate(input).Refusals());

    private static string[] Lines(AllocationV2Figures figures) => [.. figures.Lines.Select(Line)];

    private static string Line(AllocationLine line) =>
        $"{KebabCase.Name(line.Kind)} {line.Sufferer} {line.Amount.Amount} {line.Payer ?? (line.Reason is { } reason ? KebabCase.Name(reason) : "")}";
}
