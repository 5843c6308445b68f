namespace Ledger.Cli.Fsck;

/// <summary>Something that is not as it was logged.</summary>
/// <param name="Code">Stable code: <c>log.leaf-differs</c>, <c>event.without-leaf</c>.</param>
/// <param name="Place">Where: a service, an index of the log, an event.</param>
/// <param name="Words">What is wrong, English and Chinese.</param>
public sealed record FsckProblem(string Code, string Place, Rules.Text Words);

/// <summary>What a check found.</summary>
public sealed class FsckReport
{
    /// <summary>Problems that are kept; a database that was restored can hold very many.</summary>
    public const int Kept = 100;

    private readonly List<FsckProblem> _problems = [];

    /// <summary>The first problems, in the order of the checks: first the log from its beginning, then each service.</summary>
    public IReadOnlyList<FsckProblem> Problems => _problems;

    /// <summary>All problems there are.</summary>
    public long Count { get; private set; }

    /// <summary>Entries of the log that were checked.</summary>
    public long Entries { get; set; }

    /// <summary>Events of the services that were checked.</summary>
    public long Events { get; set; }

    /// <summary>Events that are on their way into the log.</summary>
    public long Pending { get; set; }

    /// <summary>Entries of the newest signed checkpoint.</summary>
    public long Signed { get; set; }

    public void Add(string code, string place, string en, string zh)
    {
        Count++;
        if (_problems.Count < Kept) _problems.Add(new FsckProblem(code, place, new(en, zh)));
    }
}
