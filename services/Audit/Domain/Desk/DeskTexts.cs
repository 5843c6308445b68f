using Ledger.Rules;

namespace Ledger.Audit.Domain;

/// <summary>Checks texts that people enter at the desk.</summary>
public static class DeskTexts
{
    /// <summary>Why a text cannot be taken, or null.</summary>
    public static Rejection? Broken(string field, string? text, int length) =>
        string.IsNullOrWhiteSpace(text) || text.Length > length || text.Any(char.IsControl) ? new TextMalformed(length) { Field = field } : null;

    /// <summary>Why a list of identifiers cannot be taken, or null.</summary>
    public static Rejection? BrokenList(string field, IReadOnlyList<string> list)
    {
        if (list.Count > AuditLimits.DeskList) return new ListTooLong(AuditLimits.DeskList) { Field = field };
        for (var i = 0; i < list.Count; i++)
        {
            if (Broken($"{field}[{i}]", list[i], AuditLimits.DeskIdentifier) is { } bad) return bad;
            if (list.Take(i).Contains(list[i], StringComparer.Ordinal)) return new NamedTwice(list[i]) { Field = $"{field}[{i}]" };
        }

        return null;
    }
}
