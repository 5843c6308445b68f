using System.Globalization;
using System.Text.Json;

namespace Ledger.Rules;

/// <summary>
/// A strict reader of one JSON object. Every member is asked for by name; what is missing, of the wrong type, out of range,
/// double or unknown becomes an <see cref="InputRejection"/> with its JSON path, and reading goes on, so that one pass names
/// every fault. A getter answers null when it could not read; check <see cref="Clean"/> before using what was read.
/// </summary>
public sealed class InputReader
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

    /// <summary>A text of 1 to <paramref name="limit"/> characters.</summary>
    public string? String(string name, int limit = RuleLimits.Text) => ReadString(name, Take(name, true), limit);

    /// <inheritdoc cref="String"/>
    public string? OptionalString(string name, int limit = RuleLimits.Text) => ReadString(name, Take(name, false), limit);

    /// <summary>An identifier: letters, digits and hyphens.</summary>
    public string? Identifier(string name) => ReadIdentifier(Of(name), Take(name, true));

    /// <inheritdoc cref="Identifier"/>
    public string? OptionalIdentifier(string name) => ReadIdentifier(Of(name), Take(name, false));

    /// <summary>A sentence in both languages: {"en":..,"zh":..}.</summary>
    public Text? Text(string name) => Object(name) is { } reader ? ReadText(reader) : null;

    /// <inheritdoc cref="Text"/>
    public Text? OptionalText(string name) => OptionalObject(name) is { } reader ? ReadText(reader) : null;

    /// <summary>true or false.</summary>
    public bool? Boolean(string name)
    {
        if (Take(name, true) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Add(Problems.WrongType(Of(name), "true or false", "true 或 false"));
        return null;
    }

    /// <summary>A whole JSON number within bounds (inclusive).</summary>
    public int? Integer(string name, int low, int high)
    {
        if (Take(name, true) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number) || value.GetRawText() == "-0")
        {
            Add(Problems.WrongType(Of(name), "a whole number", "整数"));
            return null;
        }

        if (number >= low && number <= high) return number;
        Add(Problems.OutOfRange(Of(name), Problems.Invariant(number), Problems.Invariant(low), Problems.Invariant(high)));
        return null;
    }

    /// <summary>A date "yyyy-MM-dd".</summary>
    public DateOnly? Date(string name) => ReadDate(name, Take(name, true));

    /// <inheritdoc cref="Date"/>
    public DateOnly? OptionalDate(string name) => ReadDate(name, Take(name, false));

    /// <summary>A span of days {"from":..,"to":..}, both ends included.</summary>
    public Period? Period(string name)
    {
        if (Object(name) is not { } reader) return null;
        var from = reader.Date("from");
        var to = reader.Date("to");
        reader.Close();
        if (from is not { } first || to is not { } last) return null;
        if (first <= last) return new Period(first, last);
        Add(Problems.DatesNotOrdered(reader.Of("to"), first, last));
        return null;
    }

    /// <summary>A member of a closed set, as its kebab-case name.</summary>
    public T? OneOf<T>(string name) where T : struct, Enum
    {
        if (String(name) is not { } text) return null;
        if (KebabCase.Find<T>(text) is { } value) return value;
        Add(Problems.UnknownValue(Of(name), text, KebabCase.Names<T>()));
        return null;
    }

    /// <summary>The code of a known currency.</summary>
    public Currency? Currency(string name)
    {
        if (String(name) is not { } code) return null;
        if (Rules.Currency.TryOf(code, out var currency)) return currency;
        Add(Problems.UnknownCurrency(Of(name), code));
        return null;
    }

    /// <summary>An exact number in a string, of any sign.</summary>
    public Rational? Number(string name) => ReadNumber(Of(name), Take(name, true));

    /// <inheritdoc cref="Number"/>
    public Rational? OptionalNumber(string name) => ReadNumber(Of(name), Take(name, false));

    /// <summary>An exact number between 0 and 1 (inclusive): a rate or share.</summary>
    public Rational? Share(string name) => Within(name, Number(name), Rational.Zero, Rational.One);

    /// <summary>An exact number of at least 0.</summary>
    public Rational? NotNegative(string name) => AtLeastZero(name, Number(name));

    /// <inheritdoc cref="NotNegative"/>
    public Rational? OptionalNotNegative(string name) => AtLeastZero(name, OptionalNumber(name));

    /// <summary>An exact number above 0.</summary>
    public Rational? Positive(string name)
    {
        if (Number(name) is not { } value) return null;
        if (value.Sign > 0) return value;
        Add(Problems.NotPositive(Of(name), value.ToString()));
        return null;
    }

    /// <summary>An amount of the document's currency, a plain decimal string of at least 0. Null too when the currency is unknown.</summary>
    public Money? Amount(string name, Currency? currency) => ReadAmount(Of(name), Take(name, true), currency, positive: false);

    /// <inheritdoc cref="Amount"/>
    public Money? OptionalAmount(string name, Currency? currency) => ReadAmount(Of(name), Take(name, false), currency, positive: false);

    /// <summary>An amount above 0.</summary>
    public Money? PositiveAmount(string name, Currency? currency) => ReadAmount(Of(name), Take(name, true), currency, positive: true);

    /// <summary>A nested object.</summary>
    public InputReader? Object(string name) => Take(name, true) is { } value ? Open(value, Of(name)) : null;

    /// <inheritdoc cref="Object"/>
    public InputReader? OptionalObject(string name) => Take(name, false) is { } value ? Open(value, Of(name)) : null;

    /// <summary>A list of objects; entries that are not objects are refused and left out.</summary>
    public IReadOnlyList<InputReader> Objects(string name, int most = RuleLimits.Items, bool mayBeEmpty = false) =>
        [.. Elements(name, Take(name, true), most, mayBeEmpty).Select(entry => Open(entry.Value, entry.Path)).OfType<InputReader>()];

    /// <inheritdoc cref="Objects"/>
    public IReadOnlyList<InputReader> OptionalObjects(string name, int most = RuleLimits.Items, bool mayBeEmpty = true) =>
        Has(name) ? Objects(name, most, mayBeEmpty) : [];

    /// <summary>A list of identifiers, each once.</summary>
    public IReadOnlyList<string> Identifiers(string name, int most = RuleLimits.Items, bool mayBeEmpty = false)
    {
        var seen = new List<string>();
        foreach (var (value, path) in Elements(name, Take(name, true), most, mayBeEmpty))
        {
            if (ReadIdentifier(path, value) is not { } identifier) continue;
            if (seen.Contains(identifier)) Add(Problems.Duplicate(path, identifier));
            else seen.Add(identifier);
        }

        return seen;
    }

    /// <inheritdoc cref="Identifiers"/>
    public IReadOnlyList<string> OptionalIdentifiers(string name, int most = RuleLimits.Items) =>
        Has(name) ? Identifiers(name, most, mayBeEmpty: true) : [];

    /// <summary>A list of texts, each once, as it comes; the caller knows which are allowed.</summary>
    public IReadOnlyList<(string Value, string Path)> Strings(string name, int most = RuleLimits.Items)
    {
        var seen = new List<(string Value, string Path)>();
        foreach (var (value, path) in Elements(name, Take(name, true), most, mayBeEmpty: false))
        {
            if (value.ValueKind != JsonValueKind.String) Add(Problems.WrongType(path, "a string", "字符串"));
            else if (seen.Exists(entry => entry.Value == value.GetString())) Add(Problems.Duplicate(path, value.GetString()!));
            else seen.Add((value.GetString()!, path));
        }

        return seen;
    }

    /// <summary>A list of exact numbers of at least 0.</summary>
    public IReadOnlyList<Rational> NotNegatives(string name, int most)
    {
        var numbers = new List<Rational>();
        foreach (var (value, path) in Elements(name, Take(name, true), most, mayBeEmpty: false))
        {
            if (ReadNumber(path, value) is not { } number) continue;
            if (number.Sign < 0) Add(Problems.Negative(path, number.ToString()));
            else numbers.Add(number);
        }

        return numbers;
    }

    /// <summary>A map from identifier to an exact number of at least 0.</summary>
    public IReadOnlyDictionary<string, Rational> Weights(string name) => ReadWeights(name, Take(name, true));

    /// <summary>A map from identifier to an amount of at least 0.</summary>
    public IReadOnlyDictionary<string, Money> Amounts(string name, Currency? currency) => ReadAmounts(name, Object(name), currency);

    /// <inheritdoc cref="Amounts"/>
    public IReadOnlyDictionary<string, Money> OptionalAmounts(string name, Currency? currency) =>
        ReadAmounts(name, OptionalObject(name), currency);

    /// <summary>Opens every member of this object as an object: a map from identifier to object. Closes this object.</summary>
    public IReadOnlyList<(string Name, InputReader Reader)> Entries()
    {
        var entries = new List<(string, InputReader)>();
        foreach (var (name, value) in members)
        {
            asked.Add(name);
            if (Open(value, Of(name)) is { } reader) entries.Add((name, reader));
        }

        return entries;
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

    private static Text? ReadText(InputReader reader)
    {
        var en = reader.String("en");
        var zh = reader.String("zh");
        reader.Close();
        return en is null || zh is null ? null : new Text(en, zh);
    }

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

    private string? ReadString(string name, JsonElement? value, int limit)
    {
        if (value is not { } element) return null;
        if (element.ValueKind != JsonValueKind.String)
        {
            Add(Problems.WrongType(Of(name), "a string", "字符串"));
            return null;
        }

        var text = element.GetString()!;
        if (text.Length > limit) Add(Problems.TooLong(Of(name), limit));
        else if (string.IsNullOrWhiteSpace(text)) Add(new InputRejection("input.blank", new("The text is blank.", "文字为空。")).At(Of(name)));
        else return text;
        return null;
    }

    private string? ReadIdentifier(string path, JsonElement? value)
    {
        if (value is not { } element) return null;
        if (element.ValueKind != JsonValueKind.String)
        {
            Add(Problems.WrongType(path, "a string", "字符串"));
            return null;
        }

        var text = element.GetString()!;
        if (IsIdentifier(text)) return text;
        Add(Problems.NotAnIdentifier(path, text));
        return null;
    }

    /// <summary>Letters, digits and hyphens, at most <see cref="RuleLimits.Identifier"/>, starting with a letter or digit.</summary>
    public static bool IsIdentifier(string text) => text.Length is > 0 and <= RuleLimits.Identifier
        && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private DateOnly? ReadDate(string name, JsonElement? value)
    {
        if (ReadString(name, value, RuleLimits.Identifier) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        Add(Problems.NotADate(Of(name), text));
        return null;
    }

    private Rational? ReadNumber(string path, JsonElement? value)
    {
        if (value is not { } element) return null;
        if (element.ValueKind != JsonValueKind.String)
        {
            Add(Problems.WrongType(path, "a string holding a decimal or a fraction", "写成字符串的小数或分数"));
            return null;
        }

        if (Rational.TryParse(element.GetString(), out var number)) return number;
        Add(Problems.NotANumber(path, element.GetString()!));
        return null;
    }

    private Rational? Within(string name, Rational? value, Rational low, Rational high)
    {
        if (value is not { } number || (number >= low && number <= high)) return value;
        Add(Problems.OutOfRange(Of(name), number.ToString(), low.ToString(), high.ToString()));
        return null;
    }

    private Rational? AtLeastZero(string name, Rational? value)
    {
        if (value is not { Sign: < 0 } number) return value;
        Add(Problems.Negative(Of(name), number.ToString()));
        return null;
    }

    private Money? ReadAmount(string path, JsonElement? value, Currency? currency, bool positive)
    {
        if (value is not { } element) return null;
        if (element.ValueKind != JsonValueKind.String)
        {
            Add(Problems.WrongType(path, "a string holding an amount", "写成字符串的金额"));
            return null;
        }

        if (currency is null) return null;
        var text = element.GetString()!;
        var money = Money.Read(text, currency, out var rejection);
        if (money is null) Add(rejection!.At(path));
        else if (text[0] == '-') Add(Problems.NegativeAmount(path, text));
        else if (positive && money.IsZero) Add(Problems.AmountNotPositive(path, text));
        else return money;
        return null;
    }

    private SortedDictionary<string, Rational> ReadWeights(string name, JsonElement? value)
    {
        var weights = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        if (value is not { } element || Open(element, Of(name)) is not { } map) return weights;
        foreach (var party in map.Names)
        {
            if (!IsIdentifier(party)) Add(Problems.NotAnIdentifier(map.Of(party), party));
            else if (map.NotNegative(party) is { } weight) weights[party] = weight;
        }

        if (!map.Names.Any()) Add(Problems.Empty(Of(name)));
        return weights;
    }

    private SortedDictionary<string, Money> ReadAmounts(string name, InputReader? map, Currency? currency)
    {
        var amounts = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        if (map is null) return amounts;
        foreach (var party in map.Names)
        {
            if (!IsIdentifier(party)) Add(Problems.NotAnIdentifier(map.Of(party), party));
            else if (map.Amount(party, currency) is { } amount) amounts[party] = amount;
        }

        if (map.members.Count > RuleLimits.Items) Add(Problems.TooMany(Of(name), RuleLimits.Items));
        return amounts;
    }

    private List<(JsonElement Value, string Path)> Elements(string name, JsonElement? value, int most, bool mayBeEmpty)
    {
        if (value is not { } element) return [];
        if (element.ValueKind != JsonValueKind.Array)
        {
            Add(Problems.WrongType(Of(name), "a list", "列表"));
            return [];
        }

        var count = element.GetArrayLength();
        if (count > most)
        {
            Add(Problems.TooMany(Of(name), most));
            return [];
        }

        if (count == 0 && !mayBeEmpty) Add(Problems.Empty(Of(name)));
        return [.. element.EnumerateArray().Select((entry, index) => (entry, JsonPath.Item(Of(name), index)))];
    }

    private void Add(InputRejection rejection)
    {
        if (problems.Count < RuleLimits.Problems) problems.Add(rejection);
    }
}
