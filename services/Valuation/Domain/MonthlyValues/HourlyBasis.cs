using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>
/// An accepted value by hours: its method and rates value one month's hours. What it was accepted for limits them: hours available in a
/// month, or hours agreed altogether.
/// </summary>
internal sealed class HourlyBasis
{
    private const string Hour = "h";

    private readonly Method method;
    private readonly JsonElement inputs;

    private HourlyBasis(StandingValue value, Method method, JsonElement inputs)
    {
        (Number, ValidFrom, this.method, this.inputs) = (value.Number, value.ValidFrom, method, inputs);
        CapAtClaim = inputs.GetProperty("terms").GetProperty("capAtClaim").GetBoolean();
    }

    /// <summary>Number of the accepted value.</summary>
    public int Number { get; }

    public DateOnly ValidFrom { get; }

    public bool CapAtClaim { get; }

    /// <summary>Hours available in one month; null where the agreed hours are not by month.</summary>
    public Rational? PerMonth { get; private init; }

    /// <summary>Hours agreed altogether; null where they are by month.</summary>
    public Rational? Altogether { get; private init; }

    /// <summary>Rule id of its method.</summary>
    public string MethodId => method.Id;

    /// <summary>Its rule version.</summary>
    public int MethodVersion => method.Version;

    /// <summary>Every accepted value by hours, the first one first; one that was made of months values none.</summary>
    public static IReadOnlyList<HourlyBasis> Of(Appraisal appraisal)
    {
        if (appraisal is not { Acceptance: { } acceptance, Proposal: { } proposal, Subject: { } subject }) return [];
        return [.. appraisal.Replacements.Where(value => value.UseUntil is null).Prepend(StandingValue.Of(subject, proposal, acceptance)).Select(Read).OfType<HourlyBasis>()];
    }

    /// <summary>Values hours of one month.</summary>
    /// <param name="hours">Above 0.</param>
    /// <param name="claimLeft">What earlier months left of the claim.</param>
    /// <param name="refused">Why the method refuses, or null.</param>
    public MethodResult? Value(Rational hours, Money claimLeft, out Rejection? refused)
    {
        var changed = Changed(hours, 1);
        if (CapAtClaim) changed["terms"]!["claimed"] = claimLeft.Amount;
        var evaluation = method.Evaluate(JsonSerializer.SerializeToElement(changed));
        refused = evaluation.Rejection;
        return evaluation.Result;
    }

    /// <summary>What a valuer would enter to value these hours by the same method and rates.</summary>
    /// <param name="hours">Above 0.</param>
    /// <param name="months">Months that they were available in.</param>
    public JsonElement InputsFor(Rational hours, int months)
    {
        var changed = Changed(hours, months);
        changed.Remove("terms");
        return JsonSerializer.SerializeToElement(changed);
    }

    private JsonObject Changed(Rational hours, int months)
    {
        var changed = JsonObject.Create(inputs)!;
        switch (method.Id)
        {
            case "rent.quotes" or "rent.depreciation":
                changed["months"] = new Rational(months, 1).ToString();
                Use(changed, hours, months);
                break;
            case "rent.use-charge":
                if (changed.ContainsKey("maintenance")) changed["maintenance"] = (Figure("maintenance") / (Figure("years") * 12) * months).ToString();
                changed["years"] = new Rational(months, 12).ToString();
                Use(changed, hours, months);
                break;
            case "market.unit-rate":
                changed["quantity"] = hours.ToString();
                break;
            default:
                changed["hours"] = hours.ToString();
                changed.Remove("standByHours");
                break;
        }

        return changed;
    }

    private static HourlyBasis? Read(StandingValue value)
    {
        var stated = value.Result.Inputs;
        if (MethodCatalogue.Find(value.Method, value.MethodVersion) is not { } method) return null;
        switch (method.Id)
        {
            case "rent.quotes" or "rent.depreciation" when Text(stated.GetProperty("use"), "unit") == Hour:
                return new HourlyBasis(value, method, stated) { PerMonth = Available(stated) / Rational.Parse(Text(stated, "months")!) };
            case "rent.use-charge" when Text(stated.GetProperty("use"), "unit") == Hour:
                return new HourlyBasis(value, method, stated) { PerMonth = Available(stated) / (Rational.Parse(Text(stated, "years")!) * 12) };
            case "market.unit-rate" when Text(stated, "unit") == Hour && Text(stated, "periods") is null:
                return new HourlyBasis(value, method, stated) { Altogether = Rational.Parse(Text(stated, "quantity")!) };
            case "labour.rate" or "labour.services" or "rent.equipment-hour":
                var waiting = Text(stated, "standByHours") is { } standBy ? Rational.Parse(standBy) : Rational.Zero;
                return new HourlyBasis(value, method, stated) { Altogether = Rational.Parse(Text(stated, "hours")!) + waiting };
            default:
                return null;
        }
    }

    private static Rational Available(JsonElement stated) => Rational.Parse(Text(stated.GetProperty("use"), "available")!);

    private void Use(JsonObject changed, Rational hours, int months)
    {
        changed["use"]!["used"] = hours.ToString();
        changed["use"]!["available"] = (PerMonth!.Value * months).ToString();
    }

    private Rational Figure(string name) => Rational.Parse(Text(inputs, name)!);

    // Exact numbers stand in inputs as text; readers take whole ones as numbers too.
    private static string? Text(JsonElement stated, string name) => !stated.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText()
        : null;
}
