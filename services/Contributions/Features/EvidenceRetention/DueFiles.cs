using Ledger.Contributions.Domain;

namespace Ledger.Contributions.Features;

/// <summary>A file whose period is over.</summary>
/// <param name="Sha256">The file.</param>
/// <param name="KeptUntil">Last day of the use that kept it longest.</param>
/// <param name="Class">Class of that use.</param>
/// <param name="Reference">Contribution, or record of another service, of that use.</param>
/// <param name="Uses">How many uses it has.</param>
/// <param name="Held">Whether a legal hold keeps it nevertheless.</param>
/// <param name="Requested">Whether its erasure waits for its decision.</param>
public sealed record DueFile(string Sha256, DateOnly KeptUntil, string Class, string Reference, int Uses, bool Held, bool Requested);

/// <summary>Says of files with all their uses which are due.</summary>
internal sealed class DueFiles(RetentionRegister register)
{
    /// <summary>The file, when its last use ended before a day; else null.</summary>
    /// <param name="sha256">The file.</param>
    /// <param name="uses">Everything that cites it.</param>
    /// <param name="day">The day.</param>
    public DueFile? On(string sha256, IReadOnlyList<EvidenceUse> uses, DateOnly day) =>
        EvidenceUse.Longest(uses) is { Kept: { } kept } longest && kept.Until < day
            ? new DueFile(
                sha256, kept.Until, kept.Class, longest.Reference, uses.Count, register.HoldOn(sha256, uses) is not null,
                register.Requests.Any(request => request.Sha256 == sha256))
            : null;
}
