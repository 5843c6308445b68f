using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>How an exact value becomes one with fewer places. Every rounding in a result names its mode.</summary>
[JsonConverter(typeof(KebabCaseEnum<Rounding>))]
public enum Rounding
{
    /// <summary>To the nearest; a tie goes away from zero (0.005 to 0.01, -0.005 to -0.01). JSON "half-up".</summary>
    HalfUp,

    /// <summary>To the nearest; a tie goes to the even neighbour. JSON "half-even".</summary>
    HalfEven,

    /// <summary>Towards zero: what is cut off is dropped. Used for caps, which no rounding may exceed. JSON "down".</summary>
    Down,
}
