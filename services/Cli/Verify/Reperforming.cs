using System.Globalization;
using System.Text.Json;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>One re-performance: what it reads from, and what it finds.</summary>
internal sealed class Reperforming(ProvenBundle bundle)
{
    // Names in one sentence; a run can rest on a hundred thousand events.
    private const int MostNames = 50;

    private readonly Dictionary<Guid, ProvenEntry> _byEvent = bundle.Entries.ToDictionary(entry => entry.Envelope.Event);
    private readonly ILookup<string, ProvenEntry> _byType = bundle.Entries.Where(entry => entry.Payload is not null).ToLookup(entry => entry.Envelope.Type, StringComparer.Ordinal);
    private readonly ILookup<(string Source, Guid Stream), ProvenEntry> _byStream = bundle.Entries.Where(entry => entry.Payload is not null)
        .ToLookup(entry => (entry.Envelope.Source, entry.Envelope.Stream));
    private readonly List<Finding> _findings = [];
    private readonly List<Statement> _proven = [];
    private readonly Dictionary<Type, object> _once = [];
    private readonly SortedDictionary<string, int> _right = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _unknown = new(StringComparer.Ordinal);
    private readonly List<(Text What, SortedSet<string> Names)> _apart = [];
    private readonly List<Statement> _open = [];
    private int _links;

    /// <summary>The entry of an event whose payload is disclosed, or null.</summary>
    public ProvenEntry? Disclosed(Guid id) => _byEvent.GetValueOrDefault(id) is { Payload: not null } entry ? entry : null;

    /// <summary>Disclosed events of a type before this one in its stream, the newest first.</summary>
    public IEnumerable<ProvenEntry> Before(ProvenEntry entry, string type) => Stream(entry)
        .Where(other => other.Envelope.Type == type && other.Envelope.Version < entry.Envelope.Version).OrderByDescending(other => other.Envelope.Version);

    /// <summary>Disclosed events of the stream of this one, in their order.</summary>
    public IEnumerable<ProvenEntry> Stream(ProvenEntry entry) => _byStream[(entry.Envelope.Source, entry.Envelope.Stream)];

    /// <summary>Whether every event before this one in its stream is disclosed.</summary>
    public bool HasAllBefore(ProvenEntry entry) => Stream(entry).Count(other => other.Envelope.Version < entry.Envelope.Version) == entry.Envelope.Version - 1;

    /// <summary>Something of the whole bundle that many checks read, made once.</summary>
    public T Once<T>(Func<T> make) where T : class
    {
        if (!_once.TryGetValue(typeof(T), out var made)) _once[typeof(T)] = made = make();
        return (T)made;
    }

    /// <summary>A calculation came out as recorded.</summary>
    public void Right(string method, int version)
    {
        var name = $"{method} v{version.ToString(CultureInfo.InvariantCulture)}";
        _right[name] = _right.GetValueOrDefault(name) + 1;
    }

    /// <summary>A method that this program does not have.</summary>
    public void Unknown(string method) => _unknown.Add(method);

    /// <summary>Whether these are all entries of the consortium from the first on, with everything they say.</summary>
    public bool Everything => bundle is { Bundle: { Complete: true, From: null } } && bundle.Entries.All(entry => entry.Payload is not null);

    /// <summary>Disclosed events of a type, in the order of the log.</summary>
    public IEnumerable<ProvenEntry> All(string type) => _byType[type];

    /// <summary>The event that a citation names; without one, or with another content than cited, something is wrong; when it is not disclosed, its name is said.</summary>
    /// <param name="entry">Whose figure rests on it.</param>
    /// <param name="cited">The citation.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="what">What is taken from it, for who reads what is not proven.</param>
    /// <param name="name">Whose, of which.</param>
    public ProvenEntry? Source(ProvenEntry entry, JsonElement? cited, string path, Text what, string name)
    {
        if (cited is not { } citation || !Guid.TryParse(citation.Text("ev"), out var id))
        {
            Differs(entry, "figures.source-missing", path, $"{name} rests on no event.", $"{name} 没有所依据的事件。");
            return null;
        }

        if (Disclosed(id) is not { } source)
        {
            Apart(what, name);
            return null;
        }

        return source;
    }

    /// <summary>Something is taken from an event that is not disclosed here.</summary>
    /// <param name="what">What is taken.</param>
    /// <param name="name">Whose, of which.</param>
    public void Apart(Text what, string name)
    {
        var names = _apart.Find(group => group.What == what).Names;
        if (names is null) _apart.Add((what, names = new SortedSet<string>(StringComparer.Ordinal)));
        names.Add(name);
    }

    /// <summary>Something that no event of the bundle shows.</summary>
    public void Open(string code, string en, string zh)
    {
        if (_open.TrueForAll(said => said.En != en)) _open.Add(new Statement(code, en, zh));
    }

    /// <summary>Something is as it follows from elsewhere, or a finding.</summary>
    public void Same(bool holds, ProvenEntry entry, string code, string path, string en, string zh)
    {
        if (holds) _links++;
        else Differs(entry, code, path, en, zh);
    }

    /// <summary>Something is as it follows from elsewhere.</summary>
    public void Linked() => _links++;

    public void Differs(ProvenEntry entry, string code, string path, string en, string zh) =>
        _findings.Add(new Finding(VerdictKind.Tampered, code, Place(entry, path), en, zh));

    public void Missing(ProvenEntry entry, string code, string en, string zh) =>
        _findings.Add(new Finding(VerdictKind.Incomplete, code, Place(entry, ""), en, zh));

    public void Proven(string code, string en, string zh) => _proven.Add(new Statement(code, en, zh));

    public Reperformance Outcome()
    {
        var proven = new List<Statement>();
        if (_right.Count > 0)
        {
            var (count, names) = (Text(_right.Values.Sum()), string.Join(", ", _right.Select(item => $"{item.Key} × {Text(item.Value)}")));
            proven.Add(new("proven.figures",
                $"{count} calculations were done anew from their inputs; every figure is equal to the last unit: {names}.",
                $"{count} 项计算已由其输入重新完成，各数额分毫不差：{names}。"));
        }

        if (_links > 0)
        {
            proven.Add(new("proven.links",
                $"{Text(_links)} figures that one event takes from another are equal in both.", $"{Text(_links)} 处事件之间沿用的数额两边一致。"));
        }

        var open = new List<Statement>();
        if (_right.Count == 0 && _unknown.Count == 0)
            open.Add(new("open.no-figures", "Figures: the bundle discloses no calculation.", "数额：证据包未披露任何计算。"));
        foreach (var method in _unknown)
            open.Add(new("open.method-unknown", $"Figures of {method}: this program does not have the rule.", $"{method} 的数额：本程序没有该规则。"));
        foreach (var (what, names) in _apart)
        {
            var (named, more) = (string.Join(", ", names.Take(MostNames)), names.Count - MostNames);
            open.Add(new("open.links",
                $"{what.En}, from events that are not in the bundle or not disclosed: {named}{(more > 0 ? $" and {Text(more)} more" : "")}.",
                $"{what.Zh}，所依据的事件不在证据包中或未披露：{named}{(more > 0 ? $"，另有 {Text(more)} 项" : "")}。"));
        }

        return new Reperformance(_findings, [.. proven, .. _proven], [.. open, .. _open]);
    }

    private string Place(ProvenEntry entry, string path) =>
        $"entries[{Text(bundle.Entries.ToList().FindIndex(other => other.Index == entry.Index))}].payload{(path.Length == 0 ? "" : $".{path}")}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
