using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Ledger.Contributions.EvidenceFiles;
using Ledger.ServiceDefaults.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Contributions.Tests;

/// <summary>The conversation with clamd, against one that follows its manual.</summary>
public sealed class ScannerTests : IDisposable
{
    private const string Virus = "not-really-a-virus";

    private static readonly ScannerTimes Patient = new(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(1));

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "ledger-scan-" + Guid.NewGuid().ToString("n"));

    [Fact]
    public async Task A_clean_file_passes_byte_for_byte()
    {
        using var clamd = new FakeClamd();
        var file = new byte[200_001];
        new Random(4).NextBytes(file);
        Assert.Null(await clamd.Scanner.FindAsync(new MemoryStream(file), CancellationToken.None));
        Assert.Equal(file, clamd.Received);
        Assert.True(await clamd.Scanner.AnswersAsync(CancellationToken.None));
    }

    [Fact]
    public async Task An_infected_file_is_refused_and_nothing_is_stored()
    {
        using var clamd = new FakeClamd();
        var refused = await Assert.ThrowsAsync<RequestRefusedException>(() => ReceiveAsync(clamd.Scanner, "text with " + Virus));
        Assert.Equal((422, "evidence.infected"), (refused.Problem.Status, refused.Problem.Code));
        Assert.Contains("Test.Signature", refused.Problem.Message.En, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
        await ReceiveAsync(clamd.Scanner, "clean text");
    }

    [Fact]
    public async Task A_connection_that_breaks_once_is_tried_again()
    {
        using var clamd = new FakeClamd { Breaks = 1 };
        Assert.Equal("Test.Signature", await clamd.Scanner.FindAsync(new MemoryStream(Encoding.UTF8.GetBytes(Virus)), CancellationToken.None));
        Assert.Equal(2, clamd.Connections);
    }

    [Theory]
    [InlineData("stream: OK but not quite\0")]
    [InlineData("INSTREAM size limit exceeded. ERROR\0")]
    [InlineData("stream:  FOUND\0")]
    [InlineData("")]
    [InlineData("endless")]
    public async Task What_is_neither_clean_nor_infected_was_not_scanned(string answer)
    {
        using var clamd = new FakeClamd { Answer = answer == "endless" ? new string('x', 5000) : answer };
        await UnavailableAsync(clamd.Scanner);
    }

    [Fact]
    public async Task A_scanner_that_is_down_or_silent_refuses_uploads_in_time()
    {
        using (var clamd = new FakeClamd(Patient with { Scan = TimeSpan.FromMilliseconds(300) }) { Silent = true }) await UnavailableAsync(clamd.Scanner);
        using var gone = new FakeClamd();
        gone.Dispose();
        await UnavailableAsync(gone.Scanner);
        Assert.False(await gone.Scanner.AnswersAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("clamd://scanner:3310", typeof(ClamdScanner))]
    [InlineData("", typeof(NoScanner))]
    [InlineData(null, typeof(NoScanner))]
    public void The_scanner_is_set_by_its_address(string? setting, Type type) => Assert.IsType(type, Read(setting));

    [Theory]
    [InlineData("http://scanner")]
    [InlineData("clamd://scanner")]
    [InlineData("clamd://scanner:3310/path")]
    [InlineData("scanner:3310")]
    public void A_malformed_address_is_refused(string setting) => Assert.Throws<InvalidOperationException>(() => Read(setting));

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private static IEvidenceScanner Read(string? setting) => ScannerSetup.Read(
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Evidence:Scanner", setting)]).Build(), NullLogger<IEvidenceScanner>.Instance);

    private async Task UnavailableAsync(IEvidenceScanner scanner)
    {
        var refused = await Assert.ThrowsAsync<RequestRefusedException>(() => ReceiveAsync(scanner, "text"));
        Assert.Equal((503, "evidence.scanner-unavailable"), (refused.Problem.Status, refused.Problem.Code));
        Assert.Empty(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    private async Task ReceiveAsync(IEvidenceScanner scanner, string text)
    {
        await using var draft = new FolderEvidenceStore(_folder, EvidenceSamples.Keys()).Begin("taihu");
        await new EvidenceIntake(scanner).ReceiveAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(text)), EvidenceMediaType.Find("text/plain")!, draft, 1 << 20, (_, _) => Task.CompletedTask, CancellationToken.None);
    }

    /// <summary>Answers <c>zINSTREAM</c> and <c>zPING</c> as clamd(8) says.</summary>
    private sealed class FakeClamd : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public FakeClamd(ScannerTimes? times = null)
        {
            _listener.Start();
            Scanner = new ClamdScanner("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port, times ?? Patient, NullLogger.Instance);
            _ = Task.Run(ServeAsync);
        }

        public ClamdScanner Scanner { get; }

        public byte[] Received { get; private set; } = [];

        public int Connections { get; private set; }

        public int Breaks { get; init; }

        public bool Silent { get; init; }

        public string? Answer { get; init; }

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    if (++Connections <= Breaks) continue;
                    await AnswerAsync(client.GetStream());
                }
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException or IOException)
            {
                // The test is over, or its client went away.
            }
        }

        private async Task AnswerAsync(NetworkStream stream)
        {
            var command = new StringBuilder();
            for (int next; (next = stream.ReadByte()) > 0;) command.Append((char)next);
            if (command.ToString() == "zPING")
            {
                await stream.WriteAsync("PONG\0"u8.ToArray());
                return;
            }

            Assert.Equal("zINSTREAM", command.ToString());
            using var received = new MemoryStream();
            var length = new byte[4];
            while (true)
            {
                await stream.ReadExactlyAsync(length);
                var chunk = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
                if (chunk.Length == 0) break;
                await stream.ReadExactlyAsync(chunk);
                received.Write(chunk);
            }

            Received = received.ToArray();
            if (Silent) await Task.Delay(TimeSpan.FromSeconds(60));
            var found = Encoding.UTF8.GetString(Received).Contains(Virus, StringComparison.Ordinal);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(Answer ?? (found ? "stream: Test.Signature FOUND\0" : "stream: OK\0")));
        }
    }
}
