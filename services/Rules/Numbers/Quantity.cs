using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>
/// An exact number of one unit that is not money: 400 h, 300 m2, 2 machine-h. Arithmetic never mixes units and never converts
/// them: what converts (a shift into hours) is a rate that the agreement states. JSON: {"value":"400","unit":"h"}.
/// </summary>
public sealed record Quantity : IComparable<Quantity>
{
    /// <param name="value">How much.</param>
    /// <param name="unit">Of what: 1 to <see cref="RuleLimits.Identifier"/> characters, compared letter by letter.</param>
    /// <exception cref="ArgumentException">The unit is blank or too long.</exception>
    public Quantity(Rational value, string unit)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(unit);
        if (unit.Length > RuleLimits.Identifier) throw new ArgumentException("The unit is too long.", nameof(unit));
        Value = value;
        Unit = unit;
    }

    public Rational Value { get; }

    public string Unit { get; }

    /// <summary>-1, 0 or 1.</summary>
    [JsonIgnore]
    public int Sign => Value.Sign;

    [JsonIgnore]
    public bool IsZero => Value.IsZero;

    /// <exception cref="InvalidOperationException">Different units.</exception>
    public static Quantity operator +(Quantity a, Quantity b) => new(a.Value + Same(a, b).Value, a.Unit);

    /// <inheritdoc cref="op_Addition"/>
    public static Quantity operator -(Quantity a, Quantity b) => new(a.Value - Same(a, b).Value, a.Unit);

    public static Quantity operator -(Quantity a) => new(-a.Value, a.Unit);

    public static Quantity operator *(Quantity a, Rational factor) => new(a.Value * factor, a.Unit);

    /// <summary>How many times one fits into the other: 1152 h / 1920 h = 3/5.</summary>
    /// <exception cref="InvalidOperationException">Different units.</exception>
    /// <exception cref="DivideByZeroException"><paramref name="b"/> is 0.</exception>
    public static Rational operator /(Quantity a, Quantity b) => a.Value / Same(a, b).Value;

    public static bool operator <(Quantity a, Quantity b) => a.CompareTo(b) < 0;

    public static bool operator >(Quantity a, Quantity b) => a.CompareTo(b) > 0;

    public static bool operator <=(Quantity a, Quantity b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Quantity a, Quantity b) => a.CompareTo(b) >= 0;

    /// <summary>Reads a required member {"value":"400","unit":"h"}; null when it was refused.</summary>
    public static Quantity? Read(InputReader inputs, string name)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Object(name) is not { } reader) return null;
        var value = reader.Number("value");
        var unit = reader.String("unit", RuleLimits.Identifier);
        reader.Close();
        return value is { } number && unit is not null ? new Quantity(number, unit) : null;
    }

    /// <summary>The sum; zero of the unit when there is nothing to add.</summary>
    /// <exception cref="InvalidOperationException">Another unit among them.</exception>
    public static Quantity Sum(IEnumerable<Quantity> quantities, string unit)
    {
        ArgumentNullException.ThrowIfNull(quantities);
        return quantities.Aggregate(new Quantity(0, unit), (sum, next) => sum + next);
    }

    /// <exception cref="InvalidOperationException">Different units.</exception>
    public int CompareTo(Quantity? other) => other is null ? 1 : Value.CompareTo(Same(this, other).Value);

    /// <summary>"400 h".</summary>
    public override string ToString() => $"{Value} {Unit}";

    private static Quantity Same(Quantity a, Quantity b) => a.Unit == b.Unit
        ? b
        : throw new InvalidOperationException($"{a.Unit} and {b.Unit} cannot be calculated with each other.");
}
