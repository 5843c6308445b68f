using System.Text.Json.Nodes;
using Ledger.Portal.Pages.Parts;

namespace Ledger.Portal.Pages.Sharing;

/// <summary>Papers behind a pool, a benefit or scores: the files of a field, stored, with references that follow from one.</summary>
internal static class PoolPapers
{
    /// <summary>Stores the files and makes the member of the command's body; empty when no file was chosen.</summary>
    /// <param name="form">What was typed.</param>
    /// <param name="field">The field of the files.</param>
    /// <param name="reference">What the papers are for.</param>
    public static async Task<JsonArray> ReadAsync(FormReader form, string field, string? reference)
    {
        var papers = new JsonArray();
        foreach (var (_, _, stored) in await form.FilesAsync(field))
            papers.Add(new JsonObject { ["reference"] = $"{reference ?? "paper"}-{papers.Count + 1}", ["sha256"] = stored.Sha256 });
        return papers;
    }
}
