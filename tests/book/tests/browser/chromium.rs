//! A headless Chromium, and its `DevTools` protocol: JSON over a web socket. A command has a number
//! and gets an answer with that number; events come in between.

use std::collections::VecDeque;
use std::fs;
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread::{available_parallelism, sleep};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use tungstenite::protocol::WebSocketConfig;
use tungstenite::{Message, WebSocket, client::client_with_config};

/// No answer of the browser takes this long, on any machine, however busy it is.
const PATIENCE: Duration = Duration::from_secs(180);

/// How many browsers are running.
static RUNNING: Mutex<usize> = Mutex::new(0);
/// One of them has ended.
static ENDED: Condvar = Condvar::new();

/// A turn to have a browser: there are as many as processors. Each browser keeps a processor busy;
/// with more of them all would be slow, and some too slow.
struct Turn;

impl Turn {
    fn wait() -> Self {
        let most = available_parallelism().map_or(1, usize::from);
        let running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        let mut running = ENDED
            .wait_while(running, |running| *running >= most)
            .unwrap_or_else(PoisonError::into_inner);
        *running += 1;
        Self
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *RUNNING.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        ENDED.notify_one();
    }
}

/// One browser with one tab. It ends with this value.
pub(crate) struct Chromium {
    process: Child,
    socket: WebSocket<TcpStream>,
    /// The tab that commands are for; empty for the browser itself.
    session: String,
    commands: u64,
    events: VecDeque<Value>,
    /// Its profile; removed at the end.
    _profile: TempDir,
    /// Given back at the end, when the browser is gone.
    _turn: Turn,
}

impl Chromium {
    /// Waits for its turn, starts the browser and opens an empty tab.
    pub(crate) fn start(program: &Path) -> Self {
        let turn = Turn::wait();
        let profile =
            tempfile::tempdir().expect("there is room for a temporary folder");
        let mut process = Command::new(program)
            .args([
                "--headless=new",
                // In a container everything runs as root, which the sandbox refuses. Only this
                // book is opened.
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--hide-scrollbars",
                "--no-first-run",
                "--no-default-browser-check",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-extensions",
                "--disable-sync",
                "--remote-debugging-port=0",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!("cannot start {}: {error}", program.display())
            });
        let (port, path) = address(profile.path(), &mut process);
        let stream =
            TcpStream::connect(("127.0.0.1", port)).expect("it said that it listens");
        stream
            .set_read_timeout(Some(PATIENCE))
            .expect("a duration above 0");
        // A screenshot comes in one message, which may be large.
        let config = WebSocketConfig::default()
            .max_message_size(None)
            .max_frame_size(None);
        let url = format!("ws://127.0.0.1:{port}{path}");
        let (socket, _) = client_with_config(url, stream, Some(config))
            .expect("Chromium speaks web socket");
        let mut browser = Self {
            process,
            socket,
            session: String::new(),
            commands: 0,
            events: VecDeque::new(),
            _profile: profile,
            _turn: turn,
        };
        let tab = browser.call("Target.createTarget", &json!({ "url": "about:blank" }));
        let target = json!({ "targetId": tab["targetId"], "flatten": true });
        let attached = browser.call("Target.attachToTarget", &target);
        let session = attached["sessionId"].as_str().unwrap_or_default();
        session.clone_into(&mut browser.session);
        browser
    }

    /// Sends a command and waits for its answer.
    ///
    /// # Panics
    /// If the browser refuses it, or does not answer.
    pub(crate) fn call(&mut self, method: &str, parameters: &Value) -> Value {
        self.commands += 1;
        let id = self.commands;
        let mut command = json!({ "id": id, "method": method, "params": parameters });
        if !self.session.is_empty() {
            command["sessionId"] = json!(self.session);
        }
        self.socket
            .send(Message::text(command.to_string()))
            .unwrap_or_else(|error| panic!("{method}: {error}"));
        loop {
            let mut message = self.receive(method);
            if message["id"] == id {
                assert!(message["error"].is_null(), "{method}: {}", message["error"]);
                return message["result"].take();
            }
            self.events.push_back(message);
        }
    }

    /// Waits until an event has come; earlier ones stay for [`Chromium::events`].
    pub(crate) fn wait_for(&mut self, event: &str) {
        while !self.events.iter().any(|seen| seen["method"] == event) {
            let message = self.receive(event);
            self.events.push_back(message);
        }
    }

    /// The events since this was last asked.
    pub(crate) fn events(&mut self) -> Vec<Value> {
        self.events.drain(..).collect()
    }

    fn receive(&mut self, waiting_for: &str) -> Value {
        loop {
            match self.socket.read() {
                Ok(Message::Text(text)) => {
                    return serde_json::from_str(&text).expect("the protocol is JSON");
                }
                Ok(_) => {}
                Err(error) => {
                    panic!("no answer to {waiting_for} within {PATIENCE:?}: {error}")
                }
            }
        }
    }
}

/// Port and path of the browser's socket: it writes both into its profile once it listens.
fn address(profile: &Path, process: &mut Child) -> (u16, String) {
    let start = Instant::now();
    loop {
        let written =
            fs::read_to_string(profile.join("DevToolsActivePort")).unwrap_or_default();
        if let Some((port, path)) = written.trim().split_once('\n')
            && let Ok(port) = port.trim().parse()
        {
            return (port, path.trim().to_owned());
        }
        if let Ok(Some(status)) = process.try_wait() {
            panic!("Chromium ended at once: {status}");
        }
        assert!(
            start.elapsed() < PATIENCE,
            "Chromium did not start within {PATIENCE:?}"
        );
        sleep(Duration::from_millis(20));
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // Asked politely it ends its children too; killed it may leave them.
        let command = json!({ "id": 0, "method": "Browser.close" });
        let asked = self.socket.send(Message::text(command.to_string())).is_ok();
        let start = Instant::now();
        while asked && start.elapsed() < Duration::from_secs(5) {
            if matches!(self.process.try_wait(), Ok(Some(_))) {
                return;
            }
            sleep(Duration::from_millis(20));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
