using System.Text.Json;

namespace Ledger.Agreements.Tests;

/// <summary>Published sample files.</summary>
internal static class Files
{
    /// <summary>The agreement with every part written down, with parts replaced.</summary>
    public static JsonElement Complete(params (string Old, string New)[] changes)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Files", "complete.agreement.json"));
        foreach (var (old, @new) in changes)
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            text = text.Replace(old, @new, StringComparison.Ordinal);
        }

        return JsonElement.Parse(text);
    }
}
