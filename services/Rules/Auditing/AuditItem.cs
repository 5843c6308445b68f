namespace Ledger.Rules;

/// <summary>One item of an audited population.</summary>
/// <param name="Id">Its id; each once.</param>
/// <param name="Amount">Its book amount.</param>
/// <param name="Party">Whom it concerns, when that is known.</param>
/// <param name="Day">Its day, when that is known.</param>
public sealed record AuditItem(string Id, Money Amount, string? Party = null, DateOnly? Day = null);

/// <summary>Reads populations.</summary>
internal static class AuditItems
{
    /// <summary>The items of a list; ids that come twice are refused.</summary>
    public static IReadOnlyList<AuditItem> Read(InputReader inputs, Currency? currency)
    {
        var items = new List<AuditItem>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reader in inputs.Objects("items", RuleLimits.AuditItems))
        {
            var id = reader.Identifier("id");
            var amount = reader.Amount("amount", currency);
            var party = reader.OptionalIdentifier("party");
            var day = reader.OptionalDate("day");
            reader.Close();
            if (id is not null && !seen.Add(id)) inputs.Reject(Problems.Duplicate(reader.Of("id"), id));
            if (id is not null && amount is not null) items.Add(new AuditItem(id, amount, party, day));
        }

        return items;
    }
}
