using Microsoft.Extensions.Configuration;

namespace Ledger.Witness.Tests;

/// <summary>What a witness is told.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void A_witness_has_a_name_a_folder_and_logs()
    {
        var settings = Of(("Name", "w"), ("Folder", "/tmp/w"), ("Logs", $" {TestLog.Key.Key}\n{TestLog.Key.Key} "));
        Assert.Equal(("w", "/tmp/w"), (settings.Name, settings.Folder));
        Assert.Equal([TestLog.Key.Key], settings.Logs);
    }

    [Theory]
    [InlineData("Witness:Name is not set", null, "/tmp/w", "")]
    [InlineData("Witness:Folder is not set", "w", null, "")]
    [InlineData("is no key of a log", "w", "/tmp/w", "nonsense")]
    [InlineData("not of a log", "w", "/tmp/w", "witness.example.com/w1+a0059f11+BAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4")]
    public void What_is_wrong_is_named(string message, string? name, string? folder, string logs) => Assert.Contains(
        message, Assert.Throws<WitnessRefusedException>(() => Of(("Name", name), ("Folder", folder), ("Logs", logs))).Message, StringComparison.Ordinal);

    [Fact]
    public void More_logs_than_the_limit_are_refused() => Assert.Throws<WitnessRefusedException>(
        () => Of(("Name", "w"), ("Folder", "/tmp/w"), ("Logs", string.Join(' ', Enumerable.Repeat(TestLog.Key.Key, WitnessLimits.Logs + 1)))));

    [Fact]
    public void A_name_that_no_key_can_have_is_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<WitnessRefusedException>(() => WitnessFolder.Open(new WitnessSettings("two words", folder.Name, [])));
    }

    private static WitnessSettings Of(params (string Name, string? Value)[] settings) => WitnessSettings.Of(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Witness:{setting.Name}", setting.Value))).Build());
}
