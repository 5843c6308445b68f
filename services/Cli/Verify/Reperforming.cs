using System.Globalization;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>One re-performance: what it reads from, and what it finds.</summary>
internal sealed class Reperforming(ProvenBundle bundle)
{
    private readonly Dictionary<Guid, ProvenEntry> _byEvent = bundle.Entries.ToDictionary(entry => entry.Envelope.Event);
    private readonly List<Finding> _findings = [];
    private readonly List<Statement> _proven = [];
    private readonly SortedDictionary<string, int> _right = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _unknown = new(StringComparer.Ordinal);
    private int _links;
    private int _apart;

    /// <summary>The entry of an event whose payload is disclosed, or null.</summary>
    public ProvenEntry? Disclosed(Guid id) => _byEvent.GetValueOrDefault(id) is { Payload: not null } entry ? entry : null;

    /// <summary>Disclosed events of a type before this one in its stream, the newest first.</summary>
    public IEnumerable<ProvenEntry> Before(ProvenEntry entry, string type) => bundle.Entries
        .Where(other => other.Payload is not null && other.Envelope.Type == type && other.Envelope.Source == entry.Envelope.Source
            && other.Envelope.Stream == entry.Envelope.Stream && other.Envelope.Version < entry.Envelope.Version)
        .OrderByDescending(other => other.Envelope.Version);

    /// <summary>A calculation came out as recorded.</summary>
    public void Right(string method, int version)
    {
        var name = $"{method} v{version.ToString(CultureInfo.InvariantCulture)}";
        _right[name] = _right.GetValueOrDefault(name) + 1;
    }

    /// <summary>A method that this program does not have.</summary>
    public void Unknown(string method) => _unknown.Add(method);

    /// <summary>Something that one event takes from another is not disclosed here.</summary>
    public void Apart() => _apart++;

    /// <summary>Something is as it follows from elsewhere, or a finding.</summary>
    public void Same(bool holds, ProvenEntry entry, string code, string path, string en, string zh)
    {
        if (holds) _links++;
        else Differs(entry, code, path, en, zh);
    }

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
        if (_apart > 0)
        {
            open.Add(new("open.links",
                $"{Text(_apart)} figures that come from events which are not disclosed here.", $"{Text(_apart)} 处来自未披露事件的数额。"));
        }

        return new Reperformance(_findings, [.. proven, .. _proven], open);
    }

    private string Place(ProvenEntry entry, string path) =>
        $"entries[{Text(bundle.Entries.ToList().FindIndex(other => other.Index == entry.Index))}].payload{(path.Length == 0 ? "" : $".{path}")}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
