using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>Let an organisation read for a time.</summary>
/// <param name="Contribution">Whose fields.</param>
/// <param name="Fields">Which; all protected by this key.</param>
/// <param name="Reader">Organisation.</param>
/// <param name="Until">End of the access.</param>
/// <param name="Reason">Why.</param>
/// <param name="Hidden">The hidden fields of the contribution; empty when there is none.</param>
/// <param name="By">Who grants.</param>
/// <param name="At">Time of receipt.</param>
public sealed record GrantAccess(
    Guid Contribution, IReadOnlyList<string> Fields, string Reader, DateTimeOffset Until, Text Reason,
    IReadOnlyList<MarkedField> Hidden, Actor By, DateTimeOffset At);

public sealed record RevokeAccess(
    Guid Contribution, string Reader, Text Reason, IReadOnlyList<MarkedField> Hidden, Actor By, DateTimeOffset At);

/// <param name="Case">File number of the case.</param>
/// <param name="Ground">Why the key must stay.</param>
/// <param name="Oversees">Whether the caller is a regulator, who may hold what others own.</param>
/// <param name="By">Who places it.</param>
/// <param name="At">Time of receipt.</param>
public sealed record PlaceKeyHold(string Case, Text Ground, bool Oversees, Actor By, DateTimeOffset At);

public sealed record LiftKeyHold(string Case, Text Reason, Actor By, DateTimeOffset At);

/// <param name="Ground">On what ground it is erased.</param>
/// <param name="By">Who erases.</param>
/// <param name="At">Time of receipt.</param>
/// <param name="Hold">A legal hold on everything, on a contribution or on a file that this key protects, or null: it keeps the key as well.</param>
public sealed record ShredKey(Text Ground, Actor By, DateTimeOffset At, LegalHold? Hold = null);
