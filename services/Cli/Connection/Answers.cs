using System.Text.Json;

namespace Ledger.Cli.Connection;

/// <summary>Body of every accepted command.</summary>
/// <param name="Id">Stream that the command concerned.</param>
/// <param name="Version">Its version after the command: what the next change of it sends as <c>If-Match</c>.</param>
public sealed record Receipt(Guid Id, long Version);

/// <summary>Something that was read.</summary>
/// <param name="Value">The body.</param>
/// <param name="Version">Its version, from the ETag; null when it has none.</param>
public sealed record Seen<T>(T Value, long? Version);

/// <summary>A service refused a request: problem details (RFC 9457) with a stable code.</summary>
public sealed class RefusedException : ConnectionException
{
    public RefusedException(string request, string person, int status, string? code, string? title, string? field)
        : base($"{request} as {person}: {status}{Part(" ", code)}{Part(": ", title)}{Part(" (", field)}{(field is null ? "" : ")")}") =>
        (Status, Code) = (status, code);

    /// <summary>HTTP status.</summary>
    public int Status { get; }

    /// <summary>Stable code, or null when the answer was no problem details.</summary>
    public string? Code { get; }

    /// <summary>Reads the problem details of an answer; anything else is kept as it is.</summary>
    internal static RefusedException Of(string request, string person, int status, string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var problem = document.RootElement;
            return new RefusedException(
                request, person, status, Text(problem, "code"), Text(problem, "detail") ?? Text(problem, "title"), Text(problem, "field"));
        }
        catch (Exception noProblem) when (noProblem is JsonException or InvalidOperationException)
        {
            return new RefusedException(request, person, status, null, body.Length <= 300 ? body : body[..300], null);
        }
    }

    private static string? Text(JsonElement problem, string name) =>
        problem.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static string Part(string before, string? text) => string.IsNullOrEmpty(text) ? "" : before + text;
}
