using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>
/// A reference to a recorded fact by id and payload hash, so that the cited fact cannot be swapped. The relay finds every
/// citation in a payload by this shape and lists it in the audit envelope.
/// </summary>
/// <param name="Event">Id of the cited event.</param>
/// <param name="PayloadHash">SHA-256 of its canonical payload, lower-case hex.</param>
public sealed record Citation(
    [property: JsonPropertyName("ev")] Guid Event,
    [property: JsonPropertyName("ph")] string PayloadHash);
