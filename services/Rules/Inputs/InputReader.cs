using System.Text.Json;

namespace Ledger.Rules;

/// <summary>
/// A strict reader of one JSON object. Every member is asked for by name; what is missing, of the wrong type, out of range,
/// double or unknown becomes an <see cref="InputRejection"/> with its JSON path, and reading goes on, so that one pass names
/// every fault. A getter answers null when it could not read; check <see cref="Clean"/> before using what was read.
/// </summary>
public sealed partial class InputReader
{
    private readonly Dictionary<string, JsonElement> members = new(StringComparer.Ordinal);
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private readonly List<InputRejection> problems;

    /// <summary>Opens the root of a document.</summary>
    public InputReader(JsonElement root)
        : this(root, "", [])
    {
    }

    private InputReader(JsonElement element, string path, List<InputRejection> problems)
    {
        Path = path;
        this.problems = problems;
        if (path.Length == 0 && !IsUnicode(element))
        {
            Unreadable = true;
            Add(new InputRejection("input.not-unicode", new("A text holds half of a character (a lone surrogate).", "文字中有残缺的字符（孤立代理项）。")).At(JsonPath.Root));
            return;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            // Nothing can be asked of it, so the missing members are not worth naming as well.
            Unreadable = true;
            Add(Problems.WrongType(Here, "an object", "对象"));
            return;
        }

        foreach (var member in element.EnumerateObject())
        {
            if (!members.TryAdd(member.Name, member.Value)) Add(Problems.DuplicateMember(Of(member.Name)));
        }
    }

    /// <summary>JSON path of this object from the root; empty for the root itself.</summary>
    public string Path { get; }

    /// <summary>Everything found wrong so far in the whole document.</summary>
    public IReadOnlyList<InputRejection> Rejections => problems;

    /// <summary>Nothing was found wrong so far in the whole document.</summary>
    public bool Clean => problems.Count == 0;

    /// <summary>Names of the members that are present.</summary>
    public IEnumerable<string> Names => members.Keys;

    private bool Unreadable { get; }

    private string Here => Path.Length == 0 ? JsonPath.Root : Path;

    /// <summary>Whether the member is present.</summary>
    public bool Has(string name) => members.ContainsKey(name);

    /// <summary>The path of a member: "parties[2].id"; a name that is not an identifier is quoted.</summary>
    public string Of(string name) => JsonPath.Member(Path, name);

    /// <summary>Records a rejection of a rule that the caller checked.</summary>
    public void Reject(InputRejection rejection) => Add(rejection);

    /// <summary>Ends the reading of this object: every member nobody asked for is refused.</summary>
    public void Close()
    {
        foreach (var name in members.Keys.Where(name => !asked.Contains(name))) Add(Problems.UnknownMember(Of(name)));
    }

    /// <summary>A member as it stands.</summary>
    public JsonElement? Raw(string name) => Take(name, required: true);

    /// <summary>A member as it stands, or null when it is absent.</summary>
    public JsonElement? OptionalRaw(string name) => Take(name, required: false);

    private JsonElement? Take(string name, bool required)
    {
        asked.Add(name);
        if (members.TryGetValue(name, out var value)) return value;
        if (required && !Unreadable) Add(Problems.Missing(Of(name)));
        return null;
    }

    private InputReader? Open(JsonElement value, string path)
    {
        var reader = new InputReader(value, path, problems);
        return reader.Unreadable ? null : reader;
    }

    // The parser accepts an escaped lone surrogate and throws only when the text is asked for.
    private static bool IsUnicode(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() is not null,
                JsonValueKind.Array => value.EnumerateArray().All(IsUnicode),
                JsonValueKind.Object => value.EnumerateObject().All(member => member.Name is not null && IsUnicode(member.Value)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private void Add(InputRejection rejection)
    {
        if (problems.Count < RuleLimits.Problems) problems.Add(rejection);
    }
}
