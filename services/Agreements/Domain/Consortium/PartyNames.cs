using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>What a party is called.</summary>
/// <param name="Id">Short id used everywhere ("E1").</param>
/// <param name="Name">Legal name.</param>
public sealed record PartyNamed(string Id, Text Name);

/// <summary>What the parties of a consortium are called: members of the register, former ones too, and parties of its agreements.</summary>
public static class PartyNames
{
    /// <summary>
    /// The names, by id. The register has the last word; then the agreement that rules from the latest day, its later version first; an
    /// agreement that is only proposed names whom no other names. Drafts and proposals that were taken back name nobody.
    /// </summary>
    /// <param name="register">The register; null where the consortium was not founded here.</param>
    /// <param name="agreements">Versions of its agreements.</param>
    public static IReadOnlyList<PartyNamed> Of(ConsortiumRegister? register, IEnumerable<Agreement> agreements)
    {
        var names = new SortedDictionary<string, Text>(StringComparer.Ordinal);
        var documents = agreements.Where(agreement => agreement.Stage is AgreementStage.Active or AgreementStage.Proposed)
            .Select(agreement => (agreement.Stage, Document: agreement.Read()))
            .OrderBy(one => one.Stage == AgreementStage.Active).ThenBy(one => one.Document.Effective.From).ThenBy(one => one.Document.Version);
        foreach (var party in documents.SelectMany(one => one.Document.Parties)) names[party.Id] = party.Name;
        foreach (var member in register?.Members ?? []) names[member.Party.Id] = member.Party.Name;
        return [.. names.Select(entry => new PartyNamed(entry.Key, entry.Value))];
    }
}
