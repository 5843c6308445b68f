using System.Text.Json;

namespace Ledger.Rules;

/// <summary>
/// Thrown by this library's JSON converters, whose contract leaves no other way out, so that a door can answer with the
/// stable code instead of a parser's wording.
/// </summary>
/// <param name="rejection">What was refused.</param>
public sealed class RejectedJsonException(InputRejection rejection) : JsonException(rejection.Message.En)
{
    public InputRejection Rejection { get; } = rejection;
}
