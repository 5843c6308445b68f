using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>Condition classes of used material.</summary>
[JsonConverter(typeof(KebabCaseEnum<MaterialClass>))]
public enum MaterialClass
{
    /// <summary>New.</summary>
    A,

    /// <summary>Used, sound, fit as it is: 75% of new.</summary>
    B,

    /// <summary>Fit after reconditioning: 50% of new and the reconditioning, together at most class B.</summary>
    C,

    /// <summary>Other: a stated share commensurate with its use, at most that of class C.</summary>
    D,
}

/// <summary>Inputs of <see cref="ConditionClass"/>.</summary>
/// <param name="Terms">From the agreement and the claim.</param>
/// <param name="NewPrice">What a new one costs now; above 0, any precision.</param>
/// <param name="MaterialClass">Its class.</param>
/// <param name="MarketPrice">Class A: market price of a new one, where known: the cap; above 0.</param>
/// <param name="Reconditioning">Class C: cost of reconditioning; at least 0.</param>
/// <param name="Commensurate">Class D: share of new; 0 to 0.5.</param>
/// <param name="Evidence">References of the evidence cited.</param>
public sealed record ConditionClassInput(
    ValuationTerms Terms,
    Rational NewPrice,
    MaterialClass MaterialClass,
    Rational? MarketPrice,
    Rational? Reconditioning,
    Rational? Commensurate,
    IReadOnlyList<string> Evidence);

/// <summary>
/// Used material by condition class and the price of a new one. Source: joint-venture accounting practice (COPAS style), golden
/// case G20.
/// </summary>
public static class ConditionClass
{
    private static readonly Rational ShareB = new(75, 100);
    private static readonly Rational ShareC = new(50, 100);

    public static Method<ConditionClassInput, ValuationFigures> Method { get; } = new("cost.condition-class", 1, MethodPurpose.Valuation,
        new("Used material by condition class", "按状况等级计旧物资"), Read, Value);

    /// <summary>Values used material.</summary>
    /// <returns>Figures; or condition-class.needs for what the class needs, condition-class.not-of-class for what belongs to another, valuation.too-few-evidence, input.*.</returns>
    public static Outcome<ValuationFigures> Value(ConditionClassInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.Positive("newPrice", input.NewPrice);
        if (input.MarketPrice is { } market) checks.Positive("marketPrice", market);
        if (input.Reconditioning is { } cost) checks.NotNegative("reconditioning", cost);
        if (input.Commensurate is { } share) checks.Within("commensurate", share, 0, ShareC);
        Belongs(checks, "marketPrice", input.MarketPrice, input.MaterialClass == MaterialClass.A, needed: false, input.MaterialClass);
        Belongs(checks, "reconditioning", input.Reconditioning, input.MaterialClass == MaterialClass.C, needed: true, input.MaterialClass);
        Belongs(checks, "commensurate", input.Commensurate, input.MaterialClass == MaterialClass.D, needed: true, input.MaterialClass);
        Acceptance.EnoughEvidence(checks, input.Evidence.Count, input.Terms, "evidence");
        if (checks.Failed) return checks.Refuse<ValuationFigures>();

        var steps = new Steps();
        var price = Price(new WorkedLines(steps, null, null), input.Terms.Currency.Code, input.NewPrice, input.MaterialClass, input.MarketPrice, input.Reconditioning, input.Commensurate);
        return Acceptance.Of(price, input.Terms, steps);
    }

    internal static Rational Price(WorkedLines lines, string unit, Rational fresh, MaterialClass of, Rational? market, Rational? reconditioning, Rational? commensurate)
    {
        lines.Amount("new", new("New", "全新价格"), fresh, unit);
        var b = fresh * ShareB;
        switch (of)
        {
            case MaterialClass.A:
                return lines.Amount("class", new("Class A", "A级"), market is { } cap ? Rational.Min(fresh, cap) : fresh, unit, market is null ? null : $"min({fresh}, {market})");
            case MaterialClass.B:
                return lines.Amount("class", new("Class B", "B级"), b, unit, $"{fresh} * {ShareB}");
            case MaterialClass.C:
                var made = lines.Amount("reconditioned", new("Half of new, reconditioned", "半价加修复"), (fresh * ShareC) + (reconditioning ?? 0), unit, $"{fresh} * {ShareC} + {reconditioning}");
                return lines.Amount("class", new("Class C", "C级"), Rational.Min(made, b), unit, $"min({made}, {b})",
                    made > b ? new Text("Reconditioned it costs no more than class B.", "修复后不高于B级价格。") : null);
            default:
                return lines.Amount("class", new("Class D", "D级"), fresh * (commensurate ?? 0), unit, $"{fresh} * {commensurate}");
        }
    }

    private static void Belongs(Checks checks, string field, Rational? value, bool fits, bool needed, MaterialClass of)
    {
        checks.That(!fits || !needed || value is not null, () => new InputRejection("condition-class.needs",
            new($"Class {of} needs '{field}'.", $"{of}级须填“{field}”。")).At(field));
        checks.That(fits || value is null, () => new InputRejection("condition-class.not-of-class",
            new($"Class {of} has no '{field}'.", $"{of}级没有“{field}”一项。")) { Field = field, Value = value!.Value.ToString() });
    }

    private static ConditionClassInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Valuation(inputs);
        var fresh = inputs.Number("newPrice");
        var of = inputs.OneOf<MaterialClass>("materialClass");
        var market = inputs.OptionalNumber("marketPrice");
        var reconditioning = inputs.OptionalNumber("reconditioning");
        var commensurate = inputs.OptionalNumber("commensurate");
        var evidence = inputs.OptionalIdentifiers("evidence");
        return terms is not null && fresh is { } price && of is { } grade ? new ConditionClassInput(terms, price, grade, market, reconditioning, commensurate, evidence) : null;
    }
}
