using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Ledger.Audit.Domain;

/// <summary>The entries of the log were counted, by consortium and source. Written for the offline verifier: the shape is that of TenantHeads.</summary>
/// <param name="Day">Day of the count, UTC.</param>
/// <param name="Size">How many entries of the log were counted, as text.</param>
/// <param name="Tenants">One digest for each consortium, so that one head can be opened without the others.</param>
public sealed record TenantsCounted(DateOnly Day, string Size, HeadDigests Tenants);

/// <summary>Digests of disclosures (RFC 9901).</summary>
/// <param name="Digests">Sorted, so that their order says nothing.</param>
public sealed record HeadDigests([property: JsonPropertyName("_sd")] IReadOnlyList<string> Digests);

/// <summary>The log is handed over to another key.</summary>
/// <param name="Statement">The note that the old key and the next one signed.</param>
public sealed record LogKeyRotated(string Statement);

/// <summary>One count of the consortia's entries.</summary>
public sealed record TenantCount
{
    public Guid Id { get; init; }

    /// <summary>Day of the count.</summary>
    public DateOnly Day { get; init; }

    public static TenantCount None(Guid id) => new() { Id = id };
}

/// <summary>One change of the log's key.</summary>
public sealed record KeyChange
{
    public Guid Id { get; init; }

    /// <summary>What both keys signed; empty before the fact.</summary>
    public string Statement { get; init; } = "";

    public static KeyChange None(Guid id) => new() { Id = id };
}

/// <summary>Folds the platform's own records; nobody decides about them, they are recorded as they happen.</summary>
public static class PlatformFold
{
    public static TenantCount Evolve(TenantCount state, object fact) => fact switch
    {
        TenantsCounted f => state with { Day = f.Day },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a count."),
    };

    public static KeyChange Evolve(KeyChange state, object fact) => fact switch
    {
        LogKeyRotated f => state with { Statement = f.Statement },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a change of key."),
    };
}
