using System.Net;
using System.Text.Json;
using Ledger.Portal.Tests.Running;
using Microsoft.AspNetCore.Http;

namespace Ledger.Portal.Tests;

/// <summary>The page of a person's signing key, in both languages, and the script that signs.</summary>
public sealed class SigningPagesTests
{
    private static readonly DateTimeOffset At = new(2025, 7, 1, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en", "Make my key and register it", "Retire the key")]
    [InlineData("zh-CN", "生成并登记我的密钥", "停用该密钥")]
    public async Task Who_has_no_key_makes_one_and_who_has_one_retires_it(string language, string make, string retire)
    {
        await using var portal = await RunningPortal.StartAsync();
        var (key, active) = (new string('a', 64), false);
        portal["distribution"].Answer = http =>
        {
            http.Response.ContentType = "application/json";
            var keys = active ? [new { keyId = key, registeredAt = At }] : Array.Empty<object>();
            return http.Response.WriteAsync(JsonSerializer.Serialize(new { items = new[] { new { person = "sun@taihu", active = active ? key : null, keys } } }), CancellationToken.None);
        };
        var sun = portal.Session("sun@taihu", "G", "approver");

        var none = await PageAsync();
        Assert.Contains(make, none, StringComparison.Ordinal);
        Assert.Contains("data-sign=\"key\" data-person=\"sun@taihu\" data-consortium=\"taihu\"", none, StringComparison.Ordinal);
        Assert.DoesNotContain(retire, none, StringComparison.Ordinal);
        active = true;
        var one = await PageAsync();
        Assert.Contains(retire, one, StringComparison.Ordinal);
        Assert.Contains($"data-key-here=\"{key}\"", one, StringComparison.Ordinal);
        Assert.DoesNotContain(make, one, StringComparison.Ordinal);
        Assert.Contains("signing-keys", portal["distribution"].Requests.Last().Path, StringComparison.Ordinal);

        using var script = await portal.GetAsync("/signing.js", sun);
        Assert.Equal("text/javascript", script.Content.Headers.ContentType!.MediaType);

        async Task<string> PageAsync() => WebUtility.HtmlDecode(await (await portal.GetAsync("/signing-key", sun, ("Accept-Language", language))).Content.ReadAsStringAsync());
    }
}
