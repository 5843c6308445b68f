using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Ledger.Portal.Tests.Running;

/// <summary>What fake services answer, and pages as a person reads them.</summary>
internal static class PageReads
{
    /// <summary>Answers with JSON.</summary>
    public static Task JsonAsync(this HttpContext http, object body)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(JsonSerializer.Serialize(body), CancellationToken.None);
    }

    /// <summary>A sentence in both languages.</summary>
    public static object Words(string en, string zh) => new { en, zh };

    /// <summary>An amount.</summary>
    public static object Cny(decimal amount) => new { amount = amount.ToString("0.00", CultureInfo.InvariantCulture), currency = "CNY" };

    /// <summary>Names of the sample's parties, as the Agreements service tells them.</summary>
    public static object Parties(string consortium = "taihu") => consortium == "taihu"
        ? new
        {
            consortium = Words("Taihu CNC training base", "太湖数控实训基地"),
            parties = new[] { Named("E1", "Taihu Machine Tool Works", "太湖机床厂"), Named("S", "Taihu Vocational College", "太湖职业技术学院") },
        }
        : new { consortium = Words("Lakeside center", "湖滨中心"), parties = new[] { Named("E1", "Lakeside Printer Works", "湖滨打印机制造公司") } };

    /// <summary>Names of its people, as the provider tells them.</summary>
    public static object People() => new { items = new[] { Named("lin@taihu", "Lin Haiyan", "林海燕"), Named("sun@taihu", "Sun Yue", "孙悦") }, next = (string?)null };

    /// <summary>The page that a person reads; it has to be one.</summary>
    public static async Task<string> ReadAsync(this RunningPortal portal, string path, (string, string) session, string language = "en")
    {
        using var answer = await portal.GetAsync(path, session, ("Accept-Language", language));
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return text;
    }

    private static object Named(string id, string en, string zh) => new { id, name = Words(en, zh) };
}
