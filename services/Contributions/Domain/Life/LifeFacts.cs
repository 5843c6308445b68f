using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>A contributor keeps what it means to register; it counts nowhere and can be changed.</summary>
public sealed record ContributionDrafted(Particulars Particulars, Actor By, DateTimeOffset At);

/// <summary>Further evidence was added.</summary>
/// <param name="Items">The pieces.</param>
/// <param name="Reason">Why; always said after verification.</param>
/// <param name="By">Who added it.</param>
/// <param name="At">Recorded time.</param>
/// <param name="Secrecy">Marks of the pieces; null when none is marked. What a hidden one says stands nowhere else in this fact.</param>
public sealed record EvidenceAdded(
    IReadOnlyList<EvidenceItem> Items, Text? Reason, Actor By, DateTimeOffset At, FieldSecrecy? Secrecy = null);

/// <summary>The receiver put the valued contribution to use.</summary>
public sealed record ContributionTakenIntoUse(DateOnly On, Actor By, DateTimeOffset At);

/// <summary>Its use is over.</summary>
/// <param name="On">Last day of its use.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who said so.</param>
/// <param name="At">Recorded time.</param>
/// <param name="ClaimType">As registered, for those who hear of the end; absent in the oldest facts.</param>
/// <param name="AgreedUntil">Last day for which it was promised, when it has one that is not hidden.</param>
public sealed record ContributionEnded(
    DateOnly On, Text Reason, Actor By, DateTimeOffset At, ClaimType? ClaimType = null, DateOnly? AgreedUntil = null);

/// <summary>The receiver gave lent equipment back.</summary>
/// <param name="On">Day on which it was given back.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who said so.</param>
/// <param name="At">Recorded time.</param>
/// <param name="ClaimType">As registered, for those who hear of the return; absent in the oldest facts.</param>
/// <param name="AgreedUntil">Last day of the loan, when it is not hidden.</param>
public sealed record ContributionReturned(
    DateOnly On, Text Reason, Actor By, DateTimeOffset At, ClaimType? ClaimType = null, DateOnly? AgreedUntil = null);

/// <summary>The contributor took it back before anybody verified it.</summary>
public sealed record ContributionWithdrawn(Text Reason, Actor By, DateTimeOffset At);

/// <summary>It was damaged; others are told, and Valuation decides what follows for its value.</summary>
public sealed record DamageRecorded(DateOnly On, Text Reason, Actor By, DateTimeOffset At);

/// <summary>The receiver moved it or tagged it anew after verification.</summary>
/// <param name="Location">Where it stands now, when that changed.</param>
/// <param name="Tag">Its inventory tag now, likewise.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who said so.</param>
/// <param name="At">Recorded time.</param>
/// <param name="Secrecy">What of it the receiver marked; null when nothing is. The value of a hidden field stands nowhere else in this fact.</param>
public sealed record PlacementChanged(string? Location, string? Tag, Text Reason, Actor By, DateTimeOffset At, FieldSecrecy? Secrecy = null);

/// <summary>A party does not agree that it stands as it does.</summary>
public sealed record ContributionDisputed(Text Reason, Actor By, DateTimeOffset At);

/// <summary>The dispute was decided: upheld reverses the contribution, dismissed lets it go on.</summary>
public sealed record DisputeResolved(bool Upheld, Text Reason, Actor By, DateTimeOffset At);

/// <summary>It counts no longer, as if it had never been brought in.</summary>
public sealed record ContributionReversed(Text Reason, Actor By, DateTimeOffset At);
