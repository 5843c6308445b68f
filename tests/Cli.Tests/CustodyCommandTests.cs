using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Cli.Custody;
using Ledger.Transparency.Envelopes;

namespace Ledger.Cli.Tests;

public sealed class CustodyCommandTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"custodian-{Guid.NewGuid():n}.pem");

    [Fact]
    public async Task A_custodian_makes_a_key_and_opens_what_was_closed_for_it()
    {
        var (made, publicKey, _) = await RunAsync("", "key", file);
        Assert.Equal(ExitCode.Success, made);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var secret = RandomNumberGenerator.GetBytes(32);
        var key = Guid.NewGuid();
        var envelope = KeyEnvelope.Close(secret, Convert.FromBase64String(publicKey.Trim()), "for it");
        var (opened, body, _) = await RunAsync(JsonSerializer.Serialize(new[] { new { key, pair = "1-2", envelope, context = "for it" } }), "open", file);
        Assert.Equal(ExitCode.Success, opened);
        var piece = JsonSerializer.Deserialize<JsonElement>(body).GetProperty("pieces")[0];
        Assert.Equal((key, "1-2", Convert.ToBase64String(secret)), (piece.GetProperty("key").GetGuid(), piece.GetProperty("pair").GetString(), piece.GetProperty("piece").GetString()));
        // Another request's context does not open it, and nothing is printed.
        var (refused, nothing, _) = await RunAsync(JsonSerializer.Serialize(new[] { new { key, pair = "1-2", envelope, context = "other" } }), "open", file);
        Assert.Equal((ExitCode.BadInput, ""), (refused, nothing));
    }

    [Fact]
    public async Task A_key_that_is_there_is_never_overwritten()
    {
        await RunAsync("", "key", file);
        var before = await File.ReadAllTextAsync(file);
        Assert.Equal(ExitCode.BadInput, (await RunAsync("", "key", file)).Code);
        Assert.Equal(before, await File.ReadAllTextAsync(file));
    }

    [Theory]
    [InlineData]
    [InlineData("key")]
    [InlineData("open", "no-such-file")]
    [InlineData("what", "file")]
    public async Task A_wrong_command_line_says_how_it_is_called(params string[] arguments)
    {
        var (code, output, error) = await RunAsync("", arguments);
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.NotEmpty(error);
    }

    public void Dispose() => File.Delete(file);

    private static async Task<(int Code, string Output, string Error)> RunAsync(string input, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var given = new StringReader(input);
        var code = await new CustodyCommand(given).RunAsync(arguments, output, error, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
