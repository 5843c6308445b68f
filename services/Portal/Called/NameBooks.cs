using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Ledger.Portal.Accounts;
using Ledger.Portal.Api;
using Ledger.Portal.Settings;
using Ledger.Portal.Web;
using Microsoft.AspNetCore.Authentication;

namespace Ledger.Portal.Called;

/// <summary>
/// The name books of the consortia whose people are signed in: parties as the Agreements service knows them, people as the provider does,
/// each asked as a signed-in person of that consortium. Read again after <see cref="Limits.NamesAge"/> while pages go on with what was
/// known; a page waits for names only where nothing was asked yet, and never longer than <see cref="Limits.NamesTime"/>. Whoever does not
/// answer, or answers otherwise (another provider), leaves ids in place of names.
/// </summary>
public sealed class NameBooks(IHttpClientFactory clients, PortalSettings settings, TimeProvider clock)
{
    /// <summary>Name of the HTTP client.</summary>
    public const string Client = "names";

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    /// <summary>The book of the reader's consortium.</summary>
    public async Task<NameBook> OfAsync(HttpContext http, Account reader)
    {
        if (_kept.Count > Limits.NameBooks) _kept.Clear();
        var kept = _kept.GetOrAdd(reader.Consortium, static _ => new Kept());
        if (kept.Ends > clock.GetTimestamp()) return kept.Book;
        var token = await http.GetTokenAsync("access_token");
        Task reading;
        lock (kept)
        {
            reading = kept.Reading ??= Task.Run(() => RenewAsync(kept, reader.Consortium, token));
        }

        if (!kept.Asked) await reading.WaitAsync(http.RequestAborted);
        return kept.Book;
    }

    /// <summary>Something was changed that may be about names: the next page asks for them first.</summary>
    public void Forget(string consortium)
    {
        if (_kept.TryGetValue(consortium, out var kept)) _kept[consortium] = new Kept { Book = kept.Book };
    }

    private async Task RenewAsync(Kept kept, string consortium, string? token)
    {
        try
        {
            var (parties, people) = (PartiesAsync(consortium, token), PeopleAsync(consortium, token));
            var (told, named) = (await parties, await people);
            kept.Book = new NameBook(told?.Consortium ?? kept.Book.Consortium, told?.Parties ?? kept.Book.Parties, named ?? kept.Book.People);
            // While one of them tells nobody's name, it is asked again soon.
            var rest = told?.Parties.Count > 0 && named is not null ? Limits.NamesAge : Limits.NamesPause;
            kept.Ends = clock.GetTimestamp() + (long)(rest.TotalSeconds * clock.TimestampFrequency);
        }
        finally
        {
            lock (kept)
            {
                (kept.Asked, kept.Reading) = (true, null);
            }
        }
    }

    private async Task<(Text? Consortium, IReadOnlyDictionary<string, Text> Parties)?> PartiesAsync(string consortium, string? token)
    {
        var addresses = settings.Services["agreements"];
        var address = new Uri(addresses[Random.Shared.Next(addresses.Count)], $"/api/v1/consortia/{Uri.EscapeDataString(consortium)}/consortium/names");
        return await AskAsync<Names>(address, token) is (true, var names) ? (names?.Consortium, ById(names?.Parties ?? [])) : null;
    }

    private async Task<IReadOnlyDictionary<string, Text>?> PeopleAsync(string consortium, string? token)
    {
        var all = new List<Named>();
        string? next = "";
        for (var page = 0; page < Limits.NamesPages && next is not null; page++)
        {
            var address = new Uri(settings.Issuer, $"/api/v1/consortia/{Uri.EscapeDataString(consortium)}/people{Shown(next)}");
            var (there, read) = await AskAsync<People>(address, token);
            if (!there) return null;
            all.AddRange(read?.Items ?? []);
            next = read?.Next;
        }

        return ById(all);

        static string Shown(string after) => after.Length == 0 ? "" : "?after=" + Uri.EscapeDataString(after);
    }

    // Whether somebody is there to ask, and what was told: nothing by whoever has no such address.
    private async Task<(bool There, T? Told)> AskAsync<T>(Uri address, string? token)
        where T : class
    {
        try
        {
            using var client = clients.CreateClient(Client);
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await client.SendAsync(request);
            return answer.IsSuccessStatusCode ? (true, await answer.Content.ReadFromJsonAsync<T>(LedgerApi.Json)) : (answer.StatusCode == HttpStatusCode.NotFound, null);
        }
        catch (Exception outage) when (outage is HttpRequestException or JsonException or TaskCanceledException or NotSupportedException)
        {
            return (false, null);
        }
    }

    private static Dictionary<string, Text> ById(IEnumerable<Named> named)
    {
        var names = new Dictionary<string, Text>(StringComparer.Ordinal);
        foreach (var one in named.Where(one => one is { Id: not null, Name: { En: not null, Zh: not null } })) names[one.Id!] = one.Name!;
        return names;
    }

    private sealed class Kept
    {
        public volatile NameBook Book = NameBook.Empty;
        public volatile Task? Reading;
        public volatile bool Asked;
        private long _ends = long.MinValue;

        // In the clock's time stamps.
        public long Ends
        {
            get => Interlocked.Read(ref _ends);
            set => Interlocked.Exchange(ref _ends, value);
        }
    }

    private sealed record Named(string? Id, Text? Name);

    private sealed record Names(Text? Consortium, IReadOnlyList<Named>? Parties);

    private sealed record People(IReadOnlyList<Named>? Items, string? Next);
}
