using Ledger.Contributions.Domain;
using Ledger.Contributions.EvidenceFiles;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Ledger.Contributions.Tests.EvidenceSamples;

namespace Ledger.Contributions.Tests;

public sealed class EvidenceKeysTests
{
    private static readonly string Most = new([.. Enumerable.Range(0, ContributionLimits.EvidenceKeys).Select(i => (char)('A' + i))]);

    [Fact]
    public void Keys_come_from_a_file_or_from_the_setting_itself()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, KeyText("ab").Replace(";", "\r\n", StringComparison.Ordinal) + "\n");
        try
        {
            Assert.Equal(Open(("Evidence:Keys", KeyText("ab"))).Current.Id, Open(("Evidence:KeyFile", file)).Current.Id);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("names=")]
    [InlineData("names=%;key=!")]
    [InlineData("key=%")]
    [InlineData("names=%")]
    [InlineData("names=%;names=%;key=%")]
    [InlineData("names=%;key=%;key=%")]
    [InlineData("names=%;lock=%")]
    [InlineData("names=%;key=c2hvcnQ=")]
    public void What_is_malformed_is_refused_and_not_shown(string text)
    {
        var secret = Secret('s');
        var refused = Assert.Throws<InvalidOperationException>(() => EvidenceKeys.Parse(text.Replace("%", secret, StringComparison.Ordinal)));
        Assert.DoesNotContain(secret, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_a_limit_of_keys()
    {
        Keys(Most);
        Assert.Throws<InvalidOperationException>(() => Keys(Most + "Z"));
    }

    [Fact]
    public async Task The_service_does_not_start_without_keys_or_with_a_malformed_scanner()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(("Evidence:Folder", Path.GetTempPath())));
        await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(("Evidence:KeyFile", "/nowhere/keys"), ("Evidence:Folder", Path.GetTempPath())));
        await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(
            ("Evidence:Keys", KeyText()), ("Evidence:Folder", Path.GetTempPath()), ("Evidence:Scanner", "http://localhost")));
    }

    private static async Task StartAsync(params (string Name, string Value)[] settings)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System);
        services.AddEvidenceFolder(Configuration(settings));
        await using var provider = services.BuildServiceProvider();
        foreach (var hosted in provider.GetServices<IHostedService>()) await hosted.StartAsync(CancellationToken.None);
    }

    private static EvidenceKeys Open(params (string Name, string Value)[] settings) => EvidenceKeys.Open(Configuration(settings));

    private static IConfiguration Configuration((string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();
}
