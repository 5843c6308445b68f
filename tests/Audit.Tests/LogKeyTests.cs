using System.Text;
using Ledger.Audit.Checkpoints;
using Ledger.Audit.Tests.Running;

namespace Ledger.Audit.Tests;

/// <summary>Where the log key comes from.</summary>
public sealed class LogKeyTests
{
    // The key pair that RFC 8410 prints in sections 10.3 and 10.1.
    private const string Private = "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC";
    private const string Public = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";

    private static readonly byte[] Seed = Convert.FromBase64String(Private)[16..];

    public static TheoryData<string, byte[]> Forms => new()
    {
        { "PEM", Encoding.ASCII.GetBytes($"-----BEGIN PRIVATE KEY-----\n{Private}\n-----END PRIVATE KEY-----\n") },
        { "bytes", Seed },
        { "base64", Encoding.ASCII.GetBytes($"{Convert.ToBase64String(Seed)}\n") },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_key_file_may_have_any_of_three_forms(string form, byte[] content)
    {
        Assert.NotEmpty(form);
        using var file = new TemporaryFile();
        await File.WriteAllBytesAsync(file.Name, content, TestContext.Current.CancellationToken);
        using var key = LogKey.Open(LogKeys.Settings(("Log:KeyFile", file.Name), ("Log:Origin", "ledger.example/audit")))!;
        Assert.Equal(Convert.FromBase64String(Public)[12..], key.Public.Material.ToArray());
        Assert.Equal("ledger.example/audit", key.Origin);
    }

    [Fact]
    public void Without_a_setting_there_is_no_key() => Assert.Null(LogKey.Open(LogKeys.Settings()));

    [Theory]
    [InlineData("short")]
    [InlineData("AAAA")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void What_is_no_key_is_refused_without_showing_it(string text)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => LogKey.Open(LogKeys.Settings(("Log:Key", text), ("Log:Origin", "a/b"))));
        Assert.DoesNotContain(text, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("two words")]
    public void A_log_without_a_usable_name_is_refused(string? origin) => Assert.Throws<InvalidOperationException>(
        () => LogKey.Open(LogKeys.Settings(("Log:Key", Convert.ToBase64String(Seed)), ("Log:Origin", origin))));

    [Fact]
    public void A_file_that_is_not_there_is_named() => Assert.Contains(
        "/nowhere/key",
        Assert.Throws<InvalidOperationException>(() => LogKey.Open(LogKeys.Settings(("Log:KeyFile", "/nowhere/key"), ("Log:Origin", "a/b")))).Message,
        StringComparison.Ordinal);
}
