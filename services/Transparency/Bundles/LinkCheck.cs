using System.Globalization;
using System.Text.Json;

namespace Ledger.Transparency.Bundles;

/// <summary>How the entries of a bundle hang together: one consortium, right order, causes before effects, nothing cited missing.</summary>
internal sealed class LinkCheck(Bundle bundle, IReadOnlyList<CheckedEntry> entries, BundleCheck check)
{
    private readonly Dictionary<Guid, CheckedEntry> _byEvent = [];

    /// <exception cref="MalformedBundleException">An event is listed as withheld that is not.</exception>
    public void Run()
    {
        Order();
        Citations();
        for (var i = 0; i < bundle.Subjects.Count; i++) Present(bundle.Subjects[i], $"subjects[{i}]", "subject");
        for (var i = 0; i < bundle.Agreements.Count; i++) Present(bundle.Agreements[i], $"agreements[{i}]", "agreement");
        for (var i = 0; i < bundle.Rules.Count; i++)
        {
            var rule = bundle.Rules[i];
            Stated(rule.Event, $"rules[{i}]", "rule", payload => Applies(payload, rule));
        }

        for (var i = 0; i < bundle.Attachments.Count; i++)
        {
            var file = bundle.Attachments[i];
            Stated(file.Event, $"attachments[{i}]", "attachment", payload => Names(payload, file.Sha256));
        }
    }

    private void Order()
    {
        var last = new Dictionary<(string Kind, string Source, string Of), long>();
        foreach (var entry in entries)
        {
            var said = entry.Envelope;
            if (said.Tenant != bundle.Tenant)
                check.Tampered("entry.other-tenant", entry.Place, "The entry belongs to another consortium.", "该条目属于另一个联合体。");
            if (!_byEvent.TryAdd(said.Event, entry))
                check.Tampered("entry.event-twice", entry.Place, $"The event {said.Event} stands in the log twice.", $"事件 {said.Event} 在日志中出现两次。");
            Rises("sn", "", said.SourceNumber);
            Rises("tv", said.Tenant, said.TenantNumber);
            Rises("ver", said.Stream.ToString(), said.Version);

            void Rises(string member, string of, long number)
            {
                if (last.TryGetValue((member, said.Source, of), out var before) && number <= before)
                    check.Tampered("entry.order", entry.Place, $"The number '{member}' does not rise along the log.", $"编号“{member}”没有随日志递增。");
                last[(member, said.Source, of)] = number;
            }
        }
    }

    private void Citations()
    {
        var withheld = bundle.Withheld.ToHashSet();
        if (withheld.Count < bundle.Withheld.Count) throw new MalformedBundleException("withheld", "names an event twice");
        var used = new HashSet<EventReference>();
        foreach (var entry in entries)
        {
            foreach (var cited in entry.Envelope.References)
            {
                if (_byEvent.TryGetValue(cited.Event, out var cause))
                {
                    if (cause.Envelope.PayloadHash != cited.PayloadHash)
                        check.Tampered("citation.differs", entry.Place, $"The entry cites another content of the event {cited.Event}.", $"该条目所引用的事件 {cited.Event} 内容不同。");
                    if (cause.Entry.Index >= entry.Entry.Index)
                        check.Tampered("citation.later", entry.Place, $"The entry cites the event {cited.Event}, which was logged later.", $"该条目引用了之后才记入的事件 {cited.Event}。");
                }
                else if (withheld.Contains(cited))
                {
                    used.Add(cited);
                }
                else
                {
                    check.Incomplete("citation.missing", entry.Place, $"The event {cited.Event} is cited and missing.", $"所引用的事件 {cited.Event} 缺失。");
                }
            }
        }

        if (used.Count < withheld.Count) throw new MalformedBundleException("withheld", "names an event that no entry cites, or that is there");
    }

    private void Present(EventReference reference, string place, string what)
    {
        if (!_byEvent.TryGetValue(reference.Event, out var entry))
            check.Incomplete($"{what}.missing", place, $"The event {reference.Event} is not in the bundle.", $"证据包中没有事件 {reference.Event}。");
        else if (entry.Envelope.PayloadHash != reference.PayloadHash)
            check.Tampered($"{what}.differs", place, $"The event {reference.Event} has another content.", $"事件 {reference.Event} 的内容不同。");
    }

    private void Stated(Guid id, string place, string what, Func<JsonElement, bool> states)
    {
        if (!_byEvent.TryGetValue(id, out var entry))
        {
            check.Incomplete($"{what}.missing", place, $"The event {id} is not in the bundle.", $"证据包中没有事件 {id}。");
        }
        else if (entry.Payload is not { } payload || (!states(payload) && entry.Closed > 0))
        {
            check.Incomplete($"{what}.not-disclosed", place, $"What the event {id} says about it is not disclosed.", $"事件 {id} 对此的记载未披露。");
        }
        else if (!states(payload))
        {
            check.Tampered($"{what}.not-stated", place, $"The event {id} does not say so.", $"事件 {id} 并无此记载。");
        }
    }

    // An object that names the method and, beside it, the version.
    private static bool Applies(JsonElement value, RuleUse rule)
    {
        var version = rule.Version.ToString(CultureInfo.InvariantCulture);
        return Any(value, item => item.ValueKind == JsonValueKind.Object
            && item.EnumerateObject().Any(member => IsText(member.Value, rule.Method))
            && item.EnumerateObject().Any(member =>
                IsText(member.Value, version) || (member.Value.ValueKind == JsonValueKind.Number && member.Value.GetRawText() == version)));
    }

    private static bool Names(JsonElement value, string hash) => Any(value, item => IsText(item, hash));

    private static bool IsText(JsonElement value, string text) => value.ValueKind == JsonValueKind.String && value.GetString() == text;

    private static bool Any(JsonElement value, Func<JsonElement, bool> holds) => holds(value) || value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(member => Any(member.Value, holds)),
        JsonValueKind.Array => value.EnumerateArray().Any(item => Any(item, holds)),
        _ => false,
    };
}
