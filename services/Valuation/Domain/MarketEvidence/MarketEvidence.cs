using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>That an item is no longer to be used.</summary>
public sealed record EvidenceWithdrawal(Text Reason, string? ReplacedBy, Actor By, DateTimeOffset At);

/// <summary>One item of the evidence register (市场凭证).</summary>
public sealed record MarketEvidence
{
    public Guid Id { get; init; }

    /// <summary>What is said of it; null before it is registered.</summary>
    public EvidenceParticulars? Said { get; init; }

    /// <summary>Who entered it.</summary>
    public Actor? By { get; init; }

    public DateTimeOffset? At { get; init; }

    /// <summary>Set once it is no longer to be used.</summary>
    public EvidenceWithdrawal? Withdrawal { get; init; }

    public static MarketEvidence None(Guid id) => new() { Id = id };
}

/// <summary>One imported file, so that the same file is not taken twice.</summary>
public sealed record EvidenceImport
{
    public Guid Id { get; init; }

    /// <summary>Of the file; null before it is imported.</summary>
    public string? Sha256 { get; init; }

    public static EvidenceImport None(Guid id) => new() { Id = id };
}
