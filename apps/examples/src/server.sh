curl --data-binary @tulip.jpg http://localhost:8080/     # {"daisy":0.01,"dandelion":0.02,"tulip":0.97}
