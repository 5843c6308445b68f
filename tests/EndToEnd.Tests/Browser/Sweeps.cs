using System.Collections.Concurrent;

namespace Ledger.EndToEnd.Tests.Browser;

/// <summary>Pages held against axe and against the width of the window; each reader's pages beside the others'.</summary>
public static class Sweeps
{
    private static readonly ConcurrentDictionary<string, byte> Looked = new(StringComparer.Ordinal);

    /// <summary>Whether a page of this kind was looked at in this language.</summary>
    public static bool HasLooked(string path, string language) => Looked.ContainsKey($"{language} {KindOf(path)}");

    /// <summary>A page's address with a mark for what it is about: <c>/risks/…</c>.</summary>
    public static string KindOf(string path) => string.Join('/', path.Split('?', '#')[0].Split('/').Select(part => Guid.TryParse(part, out _) ? "…" : part));

    /// <summary>Opens every page; fails with everything that is wrong.</summary>
    public static async Task CleanAsync(Chromium chromium, LedgerSystem system, params (string Person, string Language, int Width, IReadOnlyList<string> Pages)[] sweeps)
    {
        var found = (await Task.WhenAll(sweeps.Select(sweep => LookAsync(chromium, system, sweep.Person, sweep.Language, sweep.Width, sweep.Pages)))).SelectMany(one => one).ToList();
        Assert.True(found.Count == 0, string.Join("\n\n", found));
    }

    private static async Task<List<string>> LookAsync(Chromium chromium, LedgerSystem system, string person, string language, int width, IReadOnlyList<string> pages)
    {
        var found = new List<string>();
        await using var reader = await Reader.SignInAsync(chromium, system, person, language, width, inspected: true);
        foreach (var page in pages)
        {
            await reader.GoAsync(page);
            Looked.TryAdd($"{language} {KindOf(page)}", 0);
            if (await reader.ViolationsAsync() is { } violations) found.Add(violations);
            if (!await reader.FitsAsync()) found.Add($"{page} is wider than {width} in {language}.");
        }

        return found;
    }
}
