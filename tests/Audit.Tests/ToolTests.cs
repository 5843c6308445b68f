using System.Text;
using System.Text.Json;
using Ledger.Audit.Tests.Running;
using Ledger.Cli.Commands;
using Ledger.Cli.Fsck;
using Ledger.Cli.Verify;
using Ledger.ServiceDefaults.Access;

namespace Ledger.Audit.Tests;

/// <summary>The two tools as they are called: what they are given, what they print, how they end.</summary>
public sealed class ToolTests(PostgresServer server, RecordedLog recorded) : IDisposable
{
    private const string Witnessed = "witness w witness.example.com/w1+a0059f11+BAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4\nquorum w\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-tools");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Verify_ends_with_the_verdict_and_names_the_place()
    {
        var text = Encoding.UTF8.GetString(await BundleAsync());
        var policy = await WriteAsync("policy.txt", LogKeys.PolicyText);

        var (code, output, _) = await VerifyAsync(text, policy);
        Assert.Equal(0, code);
        Assert.Contains("Proven", output, StringComparison.Ordinal);
        Assert.Contains("已证明", output, StringComparison.Ordinal);
        Assert.Equal(2, (await VerifyAsync(text, await WriteAsync("witnessed.txt", $"log {LogKeys.Own.Public}\n{Witnessed}"))).Code);

        // In words and as JSON, in one language: what is wrong, and where.
        var changed = text.Replace("taihu", "taihv", StringComparison.Ordinal);
        (code, output, _) = await VerifyAsync(changed, policy, "--lang", "en");
        Assert.Equal(1, code);
        Assert.Contains("entries[0]", output, StringComparison.Ordinal);
        Assert.DoesNotContain(output, c => c is >= '\u4e00' and <= '\u9fff');
        (code, output, _) = await VerifyAsync(text.Replace("\"index\":\"0\"", "\"index\":\"x\"", StringComparison.Ordinal), policy, "--json");
        using (var verdict = JsonDocument.Parse(output))
        {
            Assert.Equal((3, 3, "malformed"), (code, verdict.RootElement.GetProperty("exitCode").GetInt32(), verdict.RootElement.GetProperty("verdict").GetString()));
            Assert.Equal("entries[0].index", verdict.RootElement.GetProperty("findings")[0].GetProperty("place").GetString());
        }

        // What is no question at all is malformed too: nothing was verified.
        Assert.Equal(3, (await VerifyAsync(text[..(text.Length / 2)], policy)).Code);
        Assert.Equal(3, (await VerifyAsync(text, await WriteAsync("bad.txt", "log nonsense\n"))).Code);
        Assert.Equal(3, (await VerifyAsync(text, Path.Combine(_folder.FullName, "nowhere"))).Code);
        foreach (var arguments in new[] { "", "bundle.json", "--policy policy.txt", "a b --policy p", "a --policy p --lang fr", "a --policy p --quickly" })
        {
            var (refused, _, error) = await RunAsync(new VerifyCommand(), arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            Assert.Equal(3, refused);
            Assert.Contains("verify BUNDLE", error, StringComparison.Ordinal);
        }
    }

    // The real bundle as the service gives it, byte by byte; every one of them.
    [Fact]
    public async Task No_byte_of_a_bundle_of_the_service_can_be_changed()
    {
        var bytes = await BundleAsync();
        var verified = 0;
        Parallel.For(0, bytes.Length, i =>
        {
            var changed = bytes.ToArray();
            changed[i] ^= (byte)(1 << (i % 8));
            if (Transparency.Bundles.BundleVerifier.Verify(changed, LogKeys.Policy).ExitCode == 0) Interlocked.Increment(ref verified);
        });
        Assert.Equal(0, verified);
        Assert.Equal(0, Transparency.Bundles.BundleVerifier.Verify(bytes, LogKeys.Policy).ExitCode);
    }

    [Fact]
    public async Task Fsck_ends_by_what_it_found_and_names_the_first_place()
    {
        var database = await recorded.CopyAsync(server, Ct);
        var list = await WriteAsync("databases", $"audit {database.All}\n\n");
        var policy = await WriteAsync("policy.txt", LogKeys.PolicyText);
        var checkpoint = await WriteAsync("checkpoint", recorded.Published);

        var (code, output, error) = await RunAsync(new FsckCommand(TextReader.Null), "--databases", list, "--policy", policy, "--checkpoint", checkpoint);
        Assert.Equal(0, code);
        Assert.Contains("All is as it was logged", output, StringComparison.Ordinal);
        Assert.Contains("audit: done", error, StringComparison.Ordinal);
        using (var input = new StringReader($"audit {database.All}"))
            Assert.Equal(0, (await RunAsync(new FsckCommand(input), "--databases", "-", "--json")).Code);

        await database.AttackAsync("update audit_log set canonical = '{}' where index = 2");
        (code, output, _) = await RunAsync(new FsckCommand(TextReader.Null), "--databases", list, "--policy", policy, "--json");
        using (var report = JsonDocument.Parse(output))
            Assert.Equal((1, "log 2"), (code, report.RootElement.GetProperty("first").GetString()));
        Assert.Contains("log 2", (await RunAsync(new FsckCommand(TextReader.Null), "--databases", list)).Output, StringComparison.Ordinal);

        var state = await WriteAsync("state", "{}");
        foreach (var arguments in new string[][]
        {
            [], ["--databases", list, "--quickly"], ["--databases", await WriteAsync("none", "distribution Host=x\n")], ["--databases", await WriteAsync("twice", $"audit {database.All}\naudit x\n")],
            ["--databases", await WriteAsync("line", "audit\n")], ["--databases", Path.Combine(_folder.FullName, "nowhere")], ["--databases", list, "--policy", checkpoint],
            ["--databases", list, "--state", state],
        })
        {
            Assert.Equal(2, (await RunAsync(new FsckCommand(TextReader.Null), arguments)).Code);
        }

        // A database that is away, and one that shows only half of its rows.
        Assert.Equal(3, (await RunAsync(new FsckCommand(TextReader.Null), "--databases", await WriteAsync("away", "audit Host=127.0.0.1;Port=1;Username=x;Timeout=2"))).Code);
        Assert.Equal(3, (await RunAsync(new FsckCommand(TextReader.Null), "--databases", await WriteAsync("half", $"audit {database.App.ConnectionString};Password=app"))).Code);
    }

    private async Task<byte[]> BundleAsync()
    {
        var database = await recorded.CopyAsync(server, Ct);
        await using var audit = await RunningAudit.StartAsync(database);
        using var client = audit.As("lin", "taihu", Roles.Contributor);
        var id = (await database.ReadAsync<Guid>("select event_id from audit_log where index = 0"))[0];
        return await client.GetByteArrayAsync($"audit/bundles/{id}?party=lin-office", Ct);
    }

    private async Task<(int Code, string Output, string Error)> VerifyAsync(string bundle, string policy, params string[] more) =>
        await RunAsync(new VerifyCommand(), [await WriteAsync("bundle.json", bundle), "--policy", policy, .. more]);

    private async Task<string> WriteAsync(string name, string text)
    {
        var file = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Ct);
        return file;
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(ICommand command, params string[] arguments)
    {
        await using StringWriter output = new(), error = new();
        return (await command.RunAsync(arguments, output, error, Ct), output.ToString(), error.ToString());
    }
}
