namespace BindCheck.Analyzers.Tests.Listeners;

/// <summary>Declarations of the libraries' APIs, as their metadata has them: names of types, members and parameters.</summary>
internal static class LibraryStubs
{
    internal const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Net;
        using System.Net.Sockets;
        using System.Security.Cryptography.X509Certificates;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Hosting;
        namespace Orleans.Configuration { public class EndpointOptions { public IPEndPoint SiloListeningEndpoint { get; set; } public IPEndPoint GatewayListeningEndpoint { get; set; } } }
        namespace CoreWCF.Configuration
        {
            public static class ServiceModelWebHostBuilderExtensions
            {
                public static IWebHostBuilder UseNetTcp(this IWebHostBuilder webHostBuilder) => null;
                public static IWebHostBuilder UseNetTcp(this IWebHostBuilder webHostBuilder, int port) => null;
                public static IWebHostBuilder UseNetTcp(this IWebHostBuilder webHostBuilder, IPAddress ipAddress) => null;
                public static IWebHostBuilder UseNetTcp(this IWebHostBuilder webHostBuilder, IPAddress ipAddress, int port) => null;
            }
        }
        namespace CoreWCF.Channels { public class NetTcpOptions { public void Listen(string baseAddress) { } public void Listen(Uri baseAddress) { } } }
        namespace Grpc.Core { public class ServerCredentials { } public class ServerPort { public ServerPort(string host, int port, ServerCredentials credentials) { } } }
        namespace Garnet.server { public class ServerOptions { public EndPoint[] EndPoints { get; set; } } }
        namespace Microsoft.Owin.Hosting
        {
            public static class WebApp { public static IDisposable Start(string url) => null; public static IDisposable Start<T>(string url) => null; public static IDisposable Start(string url, Action<object> startup) => null; }
            public class StartOptions { public IList<string> Urls { get; } }
        }
        namespace Prometheus
        {
            public class CollectorRegistry { }
            public class MetricServer
            {
                public MetricServer(int port, string url = "metrics/", CollectorRegistry registry = null, bool useHttps = false) { }
                public MetricServer(string hostname, int port, string url = "metrics/", CollectorRegistry registry = null, bool useHttps = false) { }
            }
            public class KestrelMetricServer { public KestrelMetricServer(string hostname, int port, string url = "/metrics", CollectorRegistry registry = null, X509Certificate2 certificate = null) { } }
            public class KestrelMetricServerOptions { public string Hostname { get; set; } }
        }
        namespace WebSocketSharp.Server
        {
            public class WebSocketServer { public WebSocketServer(int port) { } public WebSocketServer(string url) { } public WebSocketServer(IPAddress address, int port, bool secure) { } public WebSocketServer(IPAddress address, int port) { } }
            public class HttpServer { public HttpServer(int port) { } public HttpServer(string url) { } public HttpServer(IPAddress address, int port) { } }
        }
        namespace Fleck { public class WebSocketServer { public WebSocketServer(string location, bool supportDualStack = true) { } } }
        namespace vtortola.WebSockets { public class WebSocketListenerOptions { } public class WebSocketListener { public WebSocketListener(IPEndPoint endpoint, WebSocketListenerOptions options) { } } }
        namespace WatsonWebsocket { public class WatsonWsServer { public WatsonWsServer(string hostname = "localhost", int port = 9000, bool ssl = false) { } } }
        namespace EmbedIO { public class WebServer { public WebServer(params string[] urlPrefixes) { } } }
        namespace ServiceStack { public class AppSelfHostBase { public AppSelfHostBase Start(string urlBase) => this; } }
        namespace Titanium.Web.Proxy.Models
        {
            public class ExplicitProxyEndPoint { public ExplicitProxyEndPoint(IPAddress ipAddress, int port, bool decryptSsl = true) { } }
            public class TransparentProxyEndPoint { public TransparentProxyEndPoint(IPAddress ipAddress, int port, bool decryptSsl = true) { } }
            public class SocksProxyEndPoint { public SocksProxyEndPoint(IPAddress ipAddress, int port, bool decryptSsl = true) { } }
        }
        namespace NetCoreServer
        {
            public class SslContext { }
            public class TcpServer { public TcpServer(IPAddress address, int port) { } public TcpServer(string address, int port) { } public TcpServer(IPEndPoint endpoint) { } public bool OptionDualMode { get; set; } }
            public class UdpServer { public UdpServer(IPAddress address, int port) { } public UdpServer(IPEndPoint endpoint) { } }
            public class HttpServer { public HttpServer(IPAddress address, int port) { } public HttpServer(IPEndPoint endpoint) { } }
            public class WsServer { public WsServer(IPAddress address, int port) { } public WsServer(IPEndPoint endpoint) { } }
            public class SslServer { public SslServer(SslContext context, IPAddress address, int port) { } }
            public class HttpsServer { public HttpsServer(SslContext context, IPAddress address, int port) { } }
            public class WssServer { public WssServer(SslContext context, IPAddress address, int port) { } }
        }
        namespace SuperSocket.Server.Abstractions { public class ListenOptions { public string Ip { get; set; } public int Port { get; set; } } }
        namespace SuperSocket.SocketBase.Config { public class ListenerConfig { public string Ip { get; set; } public int Port { get; set; } } }
        namespace SuperSocket.SocketBase { public class AppServerBase<A, B> { public bool Setup(int port) => true; } public class AppServer : AppServerBase<int, int> { } }
        namespace NetMQ { public class SocketOptions { public bool IPv4Only { get; set; } } public class NetMQSocket { public SocketOptions Options { get; } = new(); public void Bind(string address) { } public int BindRandomPort(string address) => 0; } }
        namespace Akka.IO { public class Tcp { public class Bind { public Bind(object handler, EndPoint localAddress, int backlog = 100, object options = null, bool pullMode = false) { } } } }
        namespace NetMQ.Sockets { public class ResponseSocket : NetMQSocket { } }
        namespace Lidgren.Network { public class NetPeerConfiguration { public IPAddress LocalAddress { get; set; } } public class NetServer { public NetServer(NetPeerConfiguration config) { } } }
        namespace DotNetty.Transport.Bootstrapping
        {
            public class AbstractBootstrap<A, B> { public Task BindAsync(int inetPort) => null; public Task BindAsync(IPAddress inetHost, int inetPort) => null; public Task BindAsync(EndPoint localAddress) => null; }
            public class ServerBootstrap : AbstractBootstrap<ServerBootstrap, object> { }
        }
        namespace Bedrock.Framework
        {
            public class SocketsServerBuilder
            {
                public SocketsServerBuilder Listen(EndPoint endPoint, Action<object> configure) => this;
                public SocketsServerBuilder Listen(IPAddress address, int port, Action<object> configure) => this;
                public SocketsServerBuilder ListenAnyIP(int port, Action<object> configure) => this;
            }
        }
        namespace Pipelines.Sockets.Unofficial { public class SocketServer { public void Listen(EndPoint endPoint, AddressFamily addressFamily = AddressFamily.InterNetwork, SocketType socketType = SocketType.Stream, ProtocolType protocolType = ProtocolType.Tcp, int listenBacklog = 20, object sendOptions = null, object receiveOptions = null) { } } }
        namespace SuperSimpleTcp { public class SimpleTcpServer { public SimpleTcpServer(string ipPort) { } public SimpleTcpServer(string listenerIp, int port) { } } }
        namespace WatsonTcp { public class WatsonTcpServer { public WatsonTcpServer(string listenerIp, int listenerPort) { } } }
        namespace CavemanTcp { public class CavemanTcpServer { public CavemanTcpServer(string ipPort) { } public CavemanTcpServer(string listenerIp, int port, X509Certificate2 certificate = null) { } } }
        namespace SimpleTCP { public class SimpleTcpServer { public void Start(int port, bool ignoreNicsWithOccupiedPorts = true) { } public void Start(IPAddress ipAddress, int port) { } public void Start(int port, AddressFamily addressFamilyFilter) { } } }
        namespace ServiceWire.TcpIp { public class TcpHost { public TcpHost(int port, object log = null) { } public TcpHost(IPEndPoint endpoint, object log = null) { } } }
        namespace NewLife.Net { public class NetServer { public NetServer() { } public NetServer(IPAddress address, int port) { } public AddressFamily AddressFamily { get; set; } } }
        namespace BeetleX { public class ListenHandler { public string Host { get; set; } } public class ServerOptions { public ServerOptions AddListen(string host, int port) => this; } }
        namespace BeetleX.FastHttpApi { public class HttpOptions { public string Host { get; set; } } }
        namespace Proto.Remote { public class RemoteConfig { public static RemoteConfig BindTo(string host, int port = 0) => null; public static RemoteConfig BindToAllInterfaces(string advertisedHost, int port = 0) => null; public static RemoteConfig BindToLocalhost(int port = 0) => null; } }
        namespace Riptide.Transports.Udp { public class UdpServer { public UdpServer(IPAddress listenAddress, int socketBufferSize = 1) { } } }
        namespace Riptide.Transports.Tcp { public class TcpServer { public TcpServer(IPAddress listenAddress, int socketBufferSize = 1) { } } }
        namespace DarkRift.Server { public enum IPVersion { IPv4 } public class ServerSpawnData { public ServerSpawnData(IPAddress address, ushort port, IPVersion ipVersion) { } } }
        namespace SmtpServer
        {
            public class SmtpServerOptionsBuilder { public SmtpServerOptionsBuilder Port(int port, bool isSecure) => this; public SmtpServerOptionsBuilder Endpoint(Action<EndpointDefinitionBuilder> configure) => this; }
            public class EndpointDefinitionBuilder { public EndpointDefinitionBuilder Port(int port) => this; public EndpointDefinitionBuilder Endpoint(IPEndPoint endpoint) => this; }
        }
        namespace FubarDev.FtpServer { public class FtpServerOptions { public string ServerAddress { get; set; } } }
        namespace ARSoft.Tools.Net.Dns
        {
            public class TcpServerTransport { public TcpServerTransport(IPEndPoint bindEndPoint, int timeout = 5000, int keepAlive = 120) { } public TcpServerTransport(IPAddress bindAddress, int timeout = 5000, int keepAlive = 120) { } }
            public class UdpServerTransport { public UdpServerTransport(IPEndPoint endpoint, int timeout = 5000) { } public UdpServerTransport(IPAddress bindAddress, int timeout = 5000) { } }
        }
        namespace DNS.Server { public class DnsServer { public Task Listen(int port = 53, IPAddress ip = null) => null; public Task Listen(IPEndPoint endpoint) => null; } }
        namespace FluentModbus { public class ModbusTcpServer { public void Start() { } public void Start(IPAddress ipAddress) { } public void Start(IPEndPoint localEndpoint) { } public void Start(object tcpClientProvider) { } } }
        namespace EasyModbus { public class ModbusServer { public IPAddress LocalIPAddress { get; set; } } }
        namespace FxSsh { public class StartingInfo { public StartingInfo(IPAddress localAddress, int port, string banner) { } } }
        namespace Microsoft.DevTunnels.Ssh.Tcp { public class SshServer { public Task AcceptSessionsAsync(int localPort, IPAddress localAddress = null) => null; } }
        namespace SIPSorcery.SIP
        {
            public class SIPUDPChannel { public SIPUDPChannel(IPAddress listenAddress, int listenPort) { } public SIPUDPChannel(IPEndPoint endPoint, bool useDualMode = false) { } }
            public class SIPTCPChannel { public SIPTCPChannel(IPAddress listenAddress, int listenPort, bool useDualMode = false) { } public SIPTCPChannel(IPEndPoint endPoint, bool useDualMode = false) { } }
        }
        namespace SIPSorcery.Net { public class TurnServerConfig { public IPAddress ListenAddress { get; set; } } public class STUNListener { public STUNListener(IPEndPoint endPoint) { } } public class RTSPServer { public RTSPServer(IPEndPoint endPoint) { } } }
        namespace Samples.Pipeline { public class Listener { public void AddBinding(IPEndPoint endpoint, string name = null) { } } }
        namespace Tftp.Net { public class TftpServer { public TftpServer(int port) { } public TftpServer(IPAddress localAddress, int port) { } } }
        namespace Amqp.Listener { public class ContainerHost { public ContainerHost(IList<string> addressList) { } } }
        namespace CoAP.Server { public class CoapServer { public void AddEndPoint(IPEndPoint ep) { } public void AddEndPoint(int port) { } } }
        """;
}
