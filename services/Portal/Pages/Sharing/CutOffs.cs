using System.Text.Json.Nodes;

namespace Ledger.Portal.Pages.Sharing;

/// <summary>As of when something is computed or read, as people type it.</summary>
internal static class CutOffs
{
    /// <summary>The member of a command's body; null when neither was given.</summary>
    public static JsonObject? Of(string? effectiveOn, string? recordedBy)
    {
        if (string.IsNullOrWhiteSpace(effectiveOn) && string.IsNullOrWhiteSpace(recordedBy)) return null;
        var said = new JsonObject();
        if (!string.IsNullOrWhiteSpace(effectiveOn)) said["effectiveOn"] = effectiveOn;
        if (Moment(recordedBy) is { } moment) said["recordedBy"] = moment;
        return said;
    }

    /// <summary>A moment as a browser writes it (no seconds, no offset), in UTC as services read it; what is none stays as it is and is refused by them.</summary>
    public static string? Moment(string? typed) => string.IsNullOrWhiteSpace(typed) ? null
        : typed.Length == 16 ? typed + ":00Z"
        : typed.EndsWith('Z') || typed.Contains('+') ? typed
        : typed + "Z";
}
