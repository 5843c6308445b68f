using Ledger.Contributions.Domain;
using Ledger.Rules;

namespace Ledger.Contributions.Features;

/// <summary>A file whose period is over.</summary>
/// <param name="Sha256">The file.</param>
/// <param name="KeptUntil">Last day of the use that kept it longest.</param>
/// <param name="Class">Class of that use.</param>
/// <param name="Reference">Contribution of that use.</param>
/// <param name="Uses">How many uses it has.</param>
/// <param name="Held">Whether a legal hold keeps it nevertheless.</param>
/// <param name="Requested">Whether its erasure waits for its decision.</param>
public sealed record DueFile(string Sha256, DateOnly KeptUntil, string Class, string Reference, int Uses, bool Held, bool Requested);

/// <summary>Gathers the longest use of every file as contributions go by.</summary>
internal sealed class DueFiles(RetentionRegister register)
{
    private readonly SortedDictionary<string, (EvidenceUse Longest, int Uses, bool Held)> files = new(StringComparer.Ordinal);

    public void Add(Contribution contribution, AgreementDocument? agreement)
    {
        foreach (var (sha256, use) in EvidenceUse.Of(contribution, agreement))
        {
            var held = register.HoldOn(sha256, [use]) is not null;
            files[sha256] = files.TryGetValue(sha256, out var before)
                ? (EvidenceUse.Longest([before.Longest, use])!, before.Uses + 1, before.Held || held)
                : (use, 1, held);
        }
    }

    /// <summary>Files whose last use ended before a day, by hash.</summary>
    /// <param name="day">The day.</param>
    /// <param name="after">Only hashes behind this one.</param>
    public IEnumerable<DueFile> On(DateOnly day, string? after) =>
        from file in files
        where after is null || string.CompareOrdinal(file.Key, after) > 0
        let kept = file.Value.Longest.Kept
        where kept is not null && kept.Until < day
        select new DueFile(
            file.Key, kept.Until, kept.Class, file.Value.Longest.Reference, file.Value.Uses, file.Value.Held,
            register.Requests.Any(request => request.Sha256 == file.Key));
}
