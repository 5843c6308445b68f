using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>A contributor keeps what it means to register; it counts nowhere and can be changed.</summary>
public sealed record ContributionDrafted(Particulars Particulars, Actor By, DateTimeOffset At);

/// <summary>Further evidence was added.</summary>
/// <param name="Items">The pieces.</param>
/// <param name="Reason">Why; always said after verification.</param>
/// <param name="By">Who added it.</param>
/// <param name="At">Recorded time.</param>
public sealed record EvidenceAdded(IReadOnlyList<EvidenceItem> Items, Text? Reason, Actor By, DateTimeOffset At);

/// <summary>The receiver put the valued contribution to use.</summary>
public sealed record ContributionTakenIntoUse(DateOnly On, Actor By, DateTimeOffset At);

/// <summary>Its use is over.</summary>
public sealed record ContributionEnded(DateOnly On, Text Reason, Actor By, DateTimeOffset At);

/// <summary>The receiver gave lent equipment back.</summary>
public sealed record ContributionReturned(DateOnly On, Text Reason, Actor By, DateTimeOffset At);

/// <summary>The contributor took it back before anybody verified it.</summary>
public sealed record ContributionWithdrawn(Text Reason, Actor By, DateTimeOffset At);

/// <summary>It was damaged; what follows from that is decided elsewhere.</summary>
public sealed record DamageRecorded(DateOnly On, Text Reason, Actor By, DateTimeOffset At);

/// <summary>The receiver moved it or tagged it anew after verification.</summary>
public sealed record PlacementChanged(string? Location, string? Tag, Text Reason, Actor By, DateTimeOffset At);

/// <summary>A party does not agree that it stands as it does.</summary>
public sealed record ContributionDisputed(Text Reason, Actor By, DateTimeOffset At);

/// <summary>The dispute was decided: upheld reverses the contribution, dismissed lets it go on.</summary>
public sealed record DisputeResolved(bool Upheld, Text Reason, Actor By, DateTimeOffset At);

/// <summary>It counts no longer, as if it had never been brought in.</summary>
public sealed record ContributionReversed(Text Reason, Actor By, DateTimeOffset At);
