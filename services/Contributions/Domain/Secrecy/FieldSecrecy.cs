using System.Text.Json.Serialization;

namespace Ledger.Contributions.Domain;

/// <summary>
/// The marked fields of a contribution. <c>_sd</c> holds the digests of the hidden ones as RFC 9901 has it, so that a reader who
/// was given a disclosure finds it here; the name inside a disclosure is the field's path.
/// </summary>
/// <param name="Fields">In the order in which they were marked.</param>
/// <param name="Digests">Of the hidden fields, sorted: their order says nothing.</param>
public sealed record FieldSecrecy(
    IReadOnlyList<MarkedField> Fields, [property: JsonPropertyName("_sd")] IReadOnlyList<string>? Digests = null)
{
    public static FieldSecrecy Of(IReadOnlyList<MarkedField> fields)
    {
        var digests = fields.Select(field => field.Digest).OfType<string>().Order(StringComparer.Ordinal).ToList();
        return new FieldSecrecy(fields, digests.Count > 0 ? digests : null);
    }

    /// <summary>The hidden fields.</summary>
    public IEnumerable<MarkedField> Hidden() => Fields.Where(field => field.Digest is not null);

    /// <summary>Whether a field of the request lies within a hidden one.</summary>
    public bool Hides(string? path) => path is not null && Hidden().Any(field =>
        path == field.Field || path.StartsWith(field.Field + ".", StringComparison.Ordinal));

    public bool Equals(FieldSecrecy? other) => other is not null && Fields.SequenceEqual(other.Fields)
        && (Digests ?? []).SequenceEqual(other.Digests ?? [], StringComparer.Ordinal);

    public override int GetHashCode() => Fields.Count;
}
