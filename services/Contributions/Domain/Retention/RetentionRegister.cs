using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>
/// Legal holds and requests for erasure of a consortium, in one stream: of a hold and an erasure at the same moment, the later
/// one sees the earlier.
/// </summary>
public sealed record RetentionRegister
{
    public Guid Id { get; init; }

    /// <summary>Holds that are not lifted, in the order in which they were placed.</summary>
    public IReadOnlyList<LegalHold> Holds { get; init; } = [];

    /// <summary>Requests that are not decided.</summary>
    public IReadOnlyList<ErasureRequest> Requests { get; init; } = [];

    public static RetentionRegister None(Guid id) => new() { Id = id };

    /// <summary>The first hold on a file, or null.</summary>
    public LegalHold? HoldOn(string sha256, IEnumerable<EvidenceUse> uses) => Holds.FirstOrDefault(hold => hold.Scope.Covers(sha256, uses));

    internal RetentionRegister Without(string sha256) => this with { Requests = [.. Requests.Where(request => request.Sha256 != sha256)] };
}

/// <summary>A wish to erase a file that waits for its decision.</summary>
public sealed record ErasureRequest(string Sha256, Text Ground, Actor By, DateTimeOffset At);
