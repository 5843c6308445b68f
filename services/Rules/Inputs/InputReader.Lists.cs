using System.Text.Json;

namespace Ledger.Rules;

/// <summary>Nested objects, lists and maps.</summary>
public sealed partial class InputReader
{
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
        var (found, seen) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (value, path) in Elements(name, Take(name, true), most, mayBeEmpty))
        {
            if (ReadIdentifier(path, value) is not { } identifier) continue;
            if (seen.Add(identifier)) found.Add(identifier);
            else Add(Problems.Duplicate(path, identifier));
        }

        return found;
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
    public IReadOnlyDictionary<string, Rational> Weights(string name, int most = RuleLimits.Items) => ReadWeights(name, Take(name, true), most);

    /// <summary>A map from identifier to an amount of at least 0.</summary>
    public IReadOnlyDictionary<string, Money> Amounts(string name, Currency? currency, int most = RuleLimits.Items) => ReadAmounts(name, Object(name), currency, most);

    /// <inheritdoc cref="Amounts"/>
    public IReadOnlyDictionary<string, Money> OptionalAmounts(string name, Currency? currency, int most = RuleLimits.Items) =>
        ReadAmounts(name, OptionalObject(name), currency, most);

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

    private SortedDictionary<string, Rational> ReadWeights(string name, JsonElement? value, int most)
    {
        var weights = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        if (value is not { } element || Open(element, Of(name)) is not { } map) return weights;
        if (map.members.Count > most)
        {
            Add(Problems.TooMany(Of(name), most));
            return weights;
        }

        if (map.members.Values.Sum(weight => weight.GetRawText().Length) > RuleLimits.WeightsText)
        {
            Add(Problems.TooLong(Of(name), RuleLimits.WeightsText));
            return weights;
        }

        foreach (var party in map.Names)
        {
            if (!IsIdentifier(party)) Add(Problems.NotAnIdentifier(map.Of(party), party));
            else if (map.NotNegative(party) is { } weight) weights[party] = weight;
        }

        if (!map.Names.Any()) Add(Problems.Empty(Of(name)));
        return weights;
    }

    private SortedDictionary<string, Money> ReadAmounts(string name, InputReader? map, Currency? currency, int most)
    {
        var amounts = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        if (map is null) return amounts;
        if (map.members.Count > most)
        {
            Add(Problems.TooMany(Of(name), most));
            return amounts;
        }

        foreach (var party in map.Names)
        {
            if (!IsIdentifier(party)) Add(Problems.NotAnIdentifier(map.Of(party), party));
            else if (map.Amount(party, currency) is { } amount) amounts[party] = amount;
        }

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
}
