namespace Ledger.Portal.Pictures;

/// <summary>
/// Which colour each party has in every picture of a page. Six can be told apart; a further round of six is drawn with a broken edge. No
/// party is told by its colour alone: its name stands beside.
/// </summary>
/// <param name="Parties">The parties of the page, in one order for all its pictures.</param>
public sealed record PartyColours(IReadOnlyList<string> Parties)
{
    private const int Different = 6;

    /// <summary>The parties by id.</summary>
    public static PartyColours Of(IEnumerable<string> parties) => new([.. parties.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    /// <summary>Class of what belongs to a party; of nobody's where the party is none of the page's.</summary>
    public string ClassOf(string? party)
    {
        var at = party is null ? -1 : Parties.ToList().IndexOf(party);
        return at < 0 ? "party-0" : at / Different % 2 == 0 ? $"party-{at % Different + 1}" : $"party-{at % Different + 1} again";
    }
}
