namespace Ledger.Contracts.V1;

/// <summary>
/// A record of some service rests on files of the evidence store, which Contributions keeps: they are kept at least as long as this
/// use needs them. Any service tells it.
/// </summary>
/// <param name="CitedBy">Stream of the record that rests on them.</param>
/// <param name="What">What the record is, kebab-case: <c>benefit-pool</c>.</param>
/// <param name="Reference">The consortium's own reference of the record.</param>
/// <param name="CountedFrom">Last day that the record concerns: the agreement's version and the years of keeping follow from it.</param>
/// <param name="Files">The files.</param>
/// <param name="AgreementId">Agreement whose periods of keeping hold; absent: kept for ever.</param>
[IntegrationEvent("contributions.evidence-cited", 1)]
public sealed record EvidenceCited(
    Guid CitedBy, string What, string Reference, DateOnly CountedFrom, IReadOnlyList<CitedFile> Files, string? AgreementId = null);

/// <summary>A file that is cited.</summary>
/// <param name="Reference">Reference of the paper.</param>
/// <param name="Sha256">Its hash, lower-case hex.</param>
public sealed record CitedFile(string Reference, string Sha256);
