using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Identity.Tests.Running;

namespace Ledger.Identity.Tests;

/// <summary>What the people of a consortium are called, as whoever is signed in there reads it.</summary>
[Collection(SharedProviderCollection.Name)]
public sealed class PeopleNamesTests(SharedProvider shared)
{
    private const string Taihu = "/api/v1/consortia/taihu/people";

    [Fact]
    public async Task Everybody_of_a_consortium_reads_what_its_people_are_called_and_nothing_else_of_them()
    {
        using var browser = shared.Provider.Browser();
        var lin = await TokenAsync(browser, "lin@taihu");

        // Who may not sign in any more is named by facts still.
        await shared.Database.ExecuteAsync("update identity.people set disabled = true where subject = 'gu@taihu'");
        try
        {
            var (status, body) = await AskAsync(browser, Taihu, lin);

            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal(
                """[{"id":"gu@taihu","name":{"en":"Gu","zh":"顾审计"}},{"id":"lin@taihu","name":{"en":"Lin","zh":"林工"}}]""",
                JsonSerializer.Serialize(body.GetProperty("items"), Plain));
            Assert.Equal(JsonValueKind.Null, body.GetProperty("next").ValueKind);
        }
        finally
        {
            await shared.Database.ExecuteAsync("update identity.people set disabled = false where subject = 'gu@taihu'");
        }
    }

    [Theory]
    [InlineData("en", "Your sign-in belongs to another consortium.")]
    [InlineData("zh-CN", "您的登录属于另一个联合体。")]
    public async Task Nobody_reads_another_consortiums_names(string language, string sentence)
    {
        using var browser = shared.Provider.Browser();
        var (status, body) = await AskAsync(browser, "/api/v1/consortia/lakeside/people", await TokenAsync(browser, "lin@taihu"), language);

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal(("consortium.foreign", sentence), (body.GetProperty("code").GetString(), body.GetProperty("title").GetString()));
    }

    [Fact]
    public async Task Only_an_access_token_for_the_services_opens_them()
    {
        using var browser = shared.Provider.Browser();
        var whole = await browser.RedeemAsync(await browser.SignInAsync("lin@taihu", RunningProvider.Password));
        var other = await browser.RedeemAsync(await browser.CodeAsync(Browser.AuthorizeAddress(("scope", "openid profile"))));

        foreach (var token in (string?[])[null, "nonsense", whole.Identity, whole.Refresh, whole.Access[..^4] + "AAAA", other.Access])
        {
            var (status, body) = await AskAsync(browser, Taihu, token);
            Assert.Equal((HttpStatusCode.Unauthorized, "token.missing-or-invalid"), (status, body.GetProperty("code").GetString()));
        }
    }

    // 500 more than the two that are there: two pages.
    [Fact]
    public async Task Many_names_come_in_pages()
    {
        await shared.Database.ExecuteAsync(
            """
            insert into identity.people (subject, consortium, name_en, name_zh, organisation, roles, password_hash, stamp, disabled, failures)
            select 'z' || lpad(i::text, 4, '0') || '@taihu', 'taihu', 'Z ' || i, '张 ' || i, 'E1', '{}', '', gen_random_uuid(), true, 0 from generate_series(1, 500) i
            """);
        try
        {
            using var browser = shared.Provider.Browser();
            var lin = await TokenAsync(browser, "lin@taihu");
            var (_, first) = await AskAsync(browser, Taihu, lin);
            var (_, second) = await AskAsync(browser, $"{Taihu}?after={first.GetProperty("next").GetString()}", lin);

            Assert.Equal((Limits.NamesPage, "z0498@taihu"), (first.GetProperty("items").GetArrayLength(), first.GetProperty("next").GetString()));
            Assert.Equal(["z0499@taihu", "z0500@taihu"], second.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
            Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        }
        finally
        {
            await shared.Database.ExecuteAsync("delete from identity.people where subject like 'z____@taihu'");
        }
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static async Task<string> TokenAsync(Browser browser, string person) =>
        (await browser.RedeemAsync(await browser.SignInAsync(person, RunningProvider.Password))).Access;

    private static async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(Browser browser, string path, string? token, string language = "en")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.AcceptLanguage.ParseAdd(language);
        using var answer = await browser.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }
}
