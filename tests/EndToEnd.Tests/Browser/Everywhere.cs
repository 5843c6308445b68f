using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Tests.Browser;

/// <summary>Every kind of page that anybody reaches by links is accessible and fits a narrow window, also those that no other test names.</summary>
public static partial class Everywhere
{
    private static readonly string[] Elsewhere = ["/files", "/docs", "/openapi", "/api", "/sign-in", "/sign-out", "/health"];

    /// <summary>Follows each person's links from the desk, and looks at what nobody has looked at yet: a page of each kind, in both languages.</summary>
    public static async Task LookAsync(Chromium chromium, LedgerSystem system, SampleAJourney journey, params string[] people)
    {
        var reached = new Dictionary<string, (string Person, string Path)>(StringComparer.Ordinal);
        foreach (var person in people)
        {
            foreach (var (kind, path) in await FollowAsync(system, await journey.AsAsync(person))) reached.TryAdd(kind, (person, path));
        }

        Assert.True(reached.Count > 60, $"Only {reached.Count} kinds of pages are reached: {string.Join(' ', reached.Keys)}");
        await Sweeps.CleanAsync(chromium, system,
        [
            .. from language in (string[])["en", "zh"]
               from person in people
               let pages = reached.Values.Where(page => page.Person == person && !Sweeps.HasLooked(page.Path, language)).Select(page => page.Path).ToList()
               where pages.Count > 0
               select ($"{person}@{journey.Tenant}", language, language == "en" ? 1100 : 320, (IReadOnlyList<string>)pages),
        ]);
    }

    // A page of each kind is asked for once, without drawing it.
    private static async Task<Dictionary<string, string>> FollowAsync(LedgerSystem system, Reader reader)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal) { ["/desk"] = "/desk" };
        var waiting = new Queue<string>(["/desk"]);
        while (waiting.TryDequeue(out var path))
        {
            var answer = await reader.Page.Context.APIRequest.GetAsync(system.Gateway + path);
            Assert.True(answer.Ok, $"{path} answers {answer.Status}.");
            foreach (var next in Links().Matches(await answer.TextAsync()).Select(link => WebUtility.HtmlDecode(link.Groups["path"].Value)))
            {
                if (!Elsewhere.Any(start => next.StartsWith(start, StringComparison.Ordinal)) && found.TryAdd(Sweeps.KindOf(next), next)) waiting.Enqueue(next);
            }
        }

        return found;
    }

    [GeneratedRegex("<a [^>]*?href=\"(?<path>/[^\"?#]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Links();
}
