using Ledger.Portal.Api;
using Ledger.Portal.Web;

namespace Ledger.Portal.Called;

/// <summary>What the parties and people of one consortium are called. Whoever has no name here is called by the id.</summary>
/// <param name="Consortium">Name of the consortium; null where it has none.</param>
/// <param name="Parties">By id: <c>E1</c>.</param>
/// <param name="People">By id: <c>lin@taihu</c>.</param>
public sealed record NameBook(Text? Consortium, IReadOnlyDictionary<string, Text> Parties, IReadOnlyDictionary<string, Text> People)
{
    /// <summary>Knows nobody.</summary>
    public static NameBook Empty { get; } = new(null, new Dictionary<string, Text>(), new Dictionary<string, Text>());

    /// <summary>The book of the request's reader.</summary>
    public static NameBook Of(HttpContext http) => http.Items[typeof(NameBook)] as NameBook ?? Empty;

    /// <summary>Name of the consortium; null when it has none.</summary>
    public string? NameOfConsortium(string language) => Consortium?.In(language) is { Length: > 0 } name ? name : null;

    /// <summary>Name of a party; null when it has none.</summary>
    public string? NameOfParty(string id, string language) => Said(Parties, id, language);

    /// <summary>Name of a person; null when it has none.</summary>
    public string? NameOfPerson(string id, string language) => Said(People, id, language);

    /// <summary>Name of a party, or its id.</summary>
    public string Party(string id, string language) => NameOfParty(id, language) ?? id;

    /// <summary>Name of a party with its id, where people choose among ids: <c>Taihu Machine Tool Works (E1)</c>.</summary>
    public string PartyAndId(string id, string language) => NameOfParty(id, language) is { } name
        ? language == Language.Zh ? $"{name}（{id}）" : $"{name} ({id})" : id;

    /// <summary>Name of a person, or the id.</summary>
    public string Person(string id, string language) => NameOfPerson(id, language) ?? id;

    /// <summary>Who acted for whom: <c>Lin Haiyan (Taihu Machine Tool Works)</c>.</summary>
    public string By(Actor by, string language)
    {
        var (person, party) = (Person(by.Person, language), Party(by.Organisation, language));
        return language == Language.Zh ? $"{person}（{party}）" : $"{person} ({party})";
    }

    /// <summary>Who acts for whom, with the id to choose by: <c>Lin Haiyan (Taihu Machine Tool Works), lin@taihu</c>.</summary>
    public string PersonAndId(Actor by, string language) => NameOfPerson(by.Person, language) is null ? By(by, language)
        : $"{By(by, language)}{(language == Language.Zh ? "，" : ", ")}{by.Person}";

    private static string? Said(IReadOnlyDictionary<string, Text> names, string id, string language) =>
        names.TryGetValue(id, out var name) && name.In(language) is { } said && !string.IsNullOrWhiteSpace(said) && said != id ? said : null;
}
