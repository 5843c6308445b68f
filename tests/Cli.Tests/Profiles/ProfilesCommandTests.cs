using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Cli.Profiles;
using Ledger.Rules;

namespace Ledger.Cli.Tests.Profiles;

public sealed class ProfilesCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ledger-profiles-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_list_names_the_shipped_profiles()
    {
        var (code, output, error) = await RunAsync("list");
        Assert.Equal((ExitCode.Success, ""), (code, error));
        foreach (var part in new[] { "cn/1", "cn-shandong/1", "us-federal/1", "中国山东省", "United States, federal cost sharing" }) Assert.Contains(part, output, StringComparison.Ordinal);
        Assert.Equal(3, JsonElement.Parse((await RunAsync("list", "--json")).Output).GetProperty("profiles").GetArrayLength());
    }

    [Fact]
    public async Task A_profile_is_shown_merged_with_origin_source_and_mark()
    {
        var (code, output, _) = await RunAsync("show", "cn-shandong", "--lang", "en");
        Assert.Equal(ExitCode.Success, code);
        Assert.Matches(@"cert\.minCultivationYears +1 +cn-shandong/1 +found +Shandong rules", output);
        Assert.Matches(@"taxCredit\.rate +0\.30 +cn/1 +found +MOF Caishui \[2019\] No\. 46, Article 3", output);
        Assert.DoesNotContain(output.Replace("〔", "", StringComparison.Ordinal).Split('\n').Where(line => !line.Contains("实际发生", StringComparison.Ordinal)), line => line.Any(character => character > 0x2E80));
        Assert.Contains("values are not found in a legal text", output, StringComparison.Ordinal);
        Assert.Equal("0.30", JsonElement.Parse((await RunAsync("show", "cn/1", "--json")).Output).GetProperty("values").GetProperty("taxCredit.rate").GetProperty("value").GetString());
    }

    [Fact]
    public async Task Two_profiles_stand_side_by_side()
    {
        var (code, output, _) = await RunAsync("compare", "cn", "us-federal", "--lang", "zh");
        Assert.Equal(ExitCode.Success, code);
        Assert.Matches(@"valuation\.capsPerKind\.space +fair-rental-value +us-federal", output);
        Assert.Matches(@"taxCredit\.rate +0\.30 +cn", output);
    }

    [Fact]
    public async Task A_sound_file_is_told_its_hash_and_its_bytes_can_be_signed()
    {
        var file = Path.Combine(Folder, "cn-shandong.profile.json");
        var document = ProfileDocument.Parse(JsonElement.Parse(File.ReadAllText(file))).Value!;
        Assert.Contains(document.DocumentHash, (await RunAsync("check", file)).Output, StringComparison.Ordinal);
        var (code, canonical, _) = await RunAsync("check", file, "--base", Path.Combine(Folder, "cn.profile.json"), "--canonical");
        Assert.Equal((ExitCode.Success, document.DocumentHash), (code, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))));
    }

    [Fact]
    public async Task An_override_that_relaxes_is_refused_with_line_and_column()
    {
        var file = Write("mine.profile.json", File.ReadAllText(Path.Combine(Folder, "cn-shandong.profile.json"))
            .Replace("\"values\": {", "\"values\": {\n    \"cert.windowYears\": { \"value\": 4, \"mark\": \"own-design\" },", StringComparison.Ordinal));
        var (code, output, error) = await RunAsync("check", file);
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Matches(@"mine\.profile\.json:1[0-9]:[0-9]+: .*profile\.relaxed: cert\.windowYears: the base cn/1 says 3 and may only be tightened; 4 relaxes it", error);
    }

    [Fact]
    public async Task A_broken_file_is_refused_with_every_fault()
    {
        var file = Write("broken.profile.json", File.ReadAllText(Path.Combine(Folder, "us-federal.profile.json"))
            .Replace("\"source\": \"2cfr200-306\", \"place\": \"(i)", "\"source\": \"nowhere\", \"place\": \"(i)", StringComparison.Ordinal).Replace("valuation.capsPerKind.supplies", "valuation.caps", StringComparison.Ordinal));
        var (code, _, error) = await RunAsync("check", file);
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("profile.unknown-key", error, StringComparison.Ordinal);
        Assert.Equal(3, error.Split("profile.source-unknown").Length - 1);
        Assert.Contains("profile.not-found", (await RunAsync("check", "missing.json")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_or_does_not_end_is_said()
    {
        Assert.Contains("profiles.not-found", (await RunAsync("show", "atlantis")).Error, StringComparison.Ordinal);
        Assert.Contains("profiles.not-found", (await RunAsync("show", "cn/9")).Error, StringComparison.Ordinal);
        Assert.Contains("profiles.none", (await RunAsync("list", "--folder", folder)).Error, StringComparison.Ordinal);
        Write("a.profile.json", Circle("a", "b"));
        Write("b.profile.json", Circle("b", "a"));
        var (code, _, error) = await RunAsync("show", "a", "--folder", folder);
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("profiles.too-deep", error, StringComparison.Ordinal);
        static string Circle(string id, string basis) =>
            $$$"""{"profileId":"{{{id}}}","version":1,"regionCode":"X","title":{"en":"T","zh":"题"},"currency":"CNY","effective":{"from":"2025-01-01","to":"2025-12-31"},"base":{"id":"{{{basis}}}","version":1},"authorities":["a"],"legalReferences":[],"values":{}}""";
    }

    [Fact]
    public async Task A_catalogue_of_indicators_is_checked_too()
    {
        const string text = """{"catalogueId":"mine","version":1,"title":{"en":"T","zh":"题"},"source":{"en":"S","zh":"源"},"indicators":[]}""";
        Assert.Contains("sound, 0 indicators", (await RunAsync("check", Write("i.json", text))).Output, StringComparison.Ordinal);
        Assert.Contains("input.missing", (await RunAsync("check", Write("j.json", text.Replace(",\"indicators\":[]", "", StringComparison.Ordinal)))).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData()]
    [InlineData("list", "more")]
    [InlineData("show")]
    [InlineData("compare", "cn")]
    [InlineData("show", "cn", "--canonical")]
    [InlineData("show", "cn", "--lang", "fr")]
    [InlineData("sing", "cn")]
    public async Task A_wrong_command_line_is_told_the_right_one(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains("ledger-cli profiles check FILE", error, StringComparison.Ordinal);
    }

    private static string Folder => Sample.Folder;

    private string Write(string name, string text)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] all = arguments.Contains("--folder") ? ["profiles", .. arguments] : ["profiles", .. arguments, "--folder", Folder];
        var code = await new CommandLine([new ProfilesCommand()], output, error).RunAsync(all, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
